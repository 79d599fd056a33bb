using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Wire;

internal sealed record GroupListAnswer(IReadOnlyList<GroupDetailAnswer> Items);

/// <param name="Teams">The linked teams, as far as the caller may see them.</param>
internal sealed record GroupDetailAnswer(string Id, string Name, string Kind, string? Description, IReadOnlyList<TeamLinkAnswer> Teams, int Version);

/// <param name="Role">What the team's members are in the group.</param>
internal sealed record TeamLinkAnswer(string Id, string Name, string Role);

/// <summary>The body of a link or a membership, which may be left out.</summary>
internal sealed record GroupRoleBody(string? Role);

/// <summary>Chat groups on the wire, as far as the actor may see them (R35).</summary>
public sealed class GroupWire(ICatalogues catalogues)
{
    internal static IResult NotFound(HttpRequest request) => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("group.not_found", null));

    internal async Task<IResult> ListAsync(Actor actor, IReadOnlyList<ChatGroup> groups, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(actor, cancellationToken);
        return new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. groups.Select(group => Of(group, seen))]), WireJson.Plain.GroupListAnswer));
    }

    internal async Task<IResult> OneAsync(Actor actor, ChatGroup group, CancellationToken cancellationToken, int status = StatusCodes.Status200OK) => new JsonAnswer(
        status,
        // A repeat of a creation gets the same bytes, whatever was linked meanwhile.
        JsonSerializer.SerializeToUtf8Bytes(status == StatusCodes.Status201Created ? Of(group) : Of(group, await SeenAsync(actor, cancellationToken)), WireJson.Plain.GroupDetailAnswer),
        headers: [("ETag", string.Create(CultureInfo.InvariantCulture, $"\"{group.Version}\"")), .. status == StatusCodes.Status201Created ? [("Location", $"/api/chat-groups/{group.Id}")] : ((string, string)[])[]]);

    internal async Task<IResult> AnswerAsync(HttpRequest request, GroupOutcome outcome, CancellationToken cancellationToken, int done = StatusCodes.Status200OK) => outcome switch
    {
        GroupOutcome.Done(var group) => await OneAsync(Caller.Of(request).Actor, group, cancellationToken, done),
        GroupOutcome.Deleted => new EmptyAnswer(StatusCodes.Status204NoContent),
        GroupOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
        GroupOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        GroupOutcome.Mismatch => Problems.Of(request, StatusCodes.Status422UnprocessableEntity, new Problem("idempotency.mismatch", null)),
        GroupOutcome.Stale => Problems.Of(request, StatusCodes.Status412PreconditionFailed, new Problem("group.stale", null)),
        GroupOutcome.Busy => Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("team.busy", null)),
        _ => NotFound(request),
    };

    private async Task<Catalogue> SeenAsync(Actor actor, CancellationToken cancellationToken) => Authority.Seen(
        actor,
        await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue."));

    private static GroupDetailAnswer Of(ChatGroup group, Catalogue? seen = null) => new(
        group.Id.ToString(),
        group.Name,
        Naming.CamelCase(group.Kind),
        group.Description,
        [.. (seen?.Teams ?? []).Where(team => team.RoleIn(group.Id) is not null).OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase).Select(team => new TeamLinkAnswer(team.Id.ToString(), team.Name, Naming.CamelCase(team.RoleIn(group.Id)!.Value)))],
        group.Version);
}
