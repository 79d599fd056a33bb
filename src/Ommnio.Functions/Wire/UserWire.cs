using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Wire;

/// <summary>Users on the wire, as far as the actor may see them (R35).</summary>
public sealed class UserWire(ICatalogues catalogues, FindUsers find, InvitationWire invitations, TimeProvider time)
{
    internal async Task<IResult> OneAsync(Actor actor, User user, CancellationToken cancellationToken, IReadOnlyList<ErrorAnswer>? warnings = null, RuleMoves? moves = null)
    {
        var rules = moves is null ? null : await OfAsync(actor, moves, cancellationToken);
        var answer = await OfAsync(actor, user, time.GetUtcNow(), cancellationToken) with { Warnings = warnings, Rules = rules };
        return Json(answer, StatusCodes.Status200OK, ("ETag", ETag(user)));
    }

    /// <summary>
    /// The answer to a creation. A repeat must give the same bytes whenever it comes, so the state is that of a new user and
    /// the invitation is as it was made.
    /// </summary>
    internal async Task<IResult> CreatedAsync(HttpRequest request, User user, Invitation? invitation, IReadOnlyList<ErrorAnswer> warnings, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        var rules = await OfAsync(actor, RunRules.Moves(null, user), cancellationToken);
        var answer = await OfAsync(actor, user, user.CreatedAt, cancellationToken) with { Warnings = warnings, Rules = rules, Invitation = invitation is null ? null : invitations.Of(request, invitation) };
        return Json(answer, StatusCodes.Status201Created, ("ETag", ETag(user)), ("Location", $"/api/users/{user.Id}"));
    }

    /// <summary>Something of the user is gone; the version is what the caller needs for the next change.</summary>
    internal static IResult Removed(User user) => new EmptyAnswer(StatusCodes.Status204NoContent, ("ETag", ETag(user)));

    internal async Task<IResult> FoundAsync(Actor actor, CodesFound codes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await Task.WhenAll(codes.Found.Select(user => OfAsync(actor, user, now, cancellationToken)));
        return new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new(found, codes.Missing), WireJson.Plain.LookupAnswer));
    }

    internal static JsonAnswer Of(Page<ListedUser> page) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(item => Of(item.User))], page.Next), WireJson.Plain.ListAnswer));

    private static SummaryAnswer Of(UserSummary user) => new(
        user.Id.ToString(), user.Name.First, user.Name.Last, user.Position?.Text, user.Area?.Text, user.Location?.Text, user.Code?.Text, Naming.CamelCase(user.Role));

    private static string ETag(User user) => $"\"{user.Version}\"";

    private static JsonAnswer Json(UserAnswer answer, int status, params (string Name, string Value)[] headers) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.UserAnswer), headers: headers);

    private async Task<UserAnswer> OfAsync(Actor actor, User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueAsync(actor, cancellationToken);
        var seen = Authority.Seen(actor, catalogue);
        return Of(user, catalogue, now) with
        {
            Teams = [.. user.Teams.Where(team => seen.Team(team.Team) is not null).Select(team => Of(team, catalogue))],
            ChatGroups = [.. seen.GroupsOf(user.ChatGroups, user.Teams.Select(team => team.Team)).Select(Of)],
            RelatedTo = user.RelatedTo is { } manager && await IsSeenAsync(actor, manager.Id, cancellationToken) ? new(manager.Id.ToString(), manager.Name) : null,
        };
    }

    private async Task<RuleMovesAnswer?> OfAsync(Actor actor, RuleMoves moves, CancellationToken cancellationToken) =>
        TeamWire.Of(moves, Authority.Seen(actor, await CatalogueAsync(actor, cancellationToken)));

    private async ValueTask<Catalogue> CatalogueAsync(Actor actor, CancellationToken cancellationToken) =>
        await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");

    // Whom a Team Administrator may not see does not exist for them, not even as somebody's manager.
    private async ValueTask<bool> IsSeenAsync(Actor actor, UserId user, CancellationToken cancellationToken) =>
        actor.IsAccountAdministrator || user == actor.User || await find.ByIdAsync(actor, user, cancellationToken) is not null;

    private static UserAnswer Of(User user, Catalogue catalogue, DateTimeOffset now)
    {
        var defaults = catalogue.Organisation.Settings;
        return new()
        {
            Id = user.Id.ToString(),
            FirstName = user.Name.First,
            LastName = user.Name.Last,
            Position = user.Position?.Text,
            Area = user.Area?.Text,
            Location = user.Location?.Text,
            Code = user.Code?.Text,
            HasId = user.HasNationalId,
            Phone = user.Phone?.E164,
            PhoneConsent = user.PhoneConsent is not null,
            Email = user.Email?.Text,
            Language = user.Language ?? defaults.Language,
            Notes = user.Notes,
            TimeZone = (user.TimeZone ?? defaults.TimeZone).Id,
            WorkingHours = (user.WorkingHours ?? defaults.WorkingHours).ToFields(),
            Picture = user.Picture is { } picture ? PictureWire.Of(user.Id, picture) : null,
            Tags = [.. user.Tags.Select(tag => tag.Text)],
            Role = Naming.CamelCase(user.Role),
            State = Naming.CamelCase(user.StateAt(now)),
            CreatedAt = user.CreatedAt,
            UpdatedAt = user.UpdatedAt,
            Version = user.Version,
        };
    }

    internal static TeamAnswer Of(TeamMembership team, Catalogue catalogue) =>
        new(team.Team.ToString(), catalogue.Team(team.Team)?.Name ?? "", Naming.CamelCase(team.Role), team.OwnRole ? "own" : "team", TeamWire.Via(team.ByHand, team.Rule));

    private static ChatGroupAnswer Of(EffectiveChatGroup group) => new(
        group.Group.Id.ToString(),
        group.Group.Name,
        Naming.CamelCase(group.Role),
        Via(group));

    internal static IReadOnlyList<string> Via(EffectiveChatGroup group) =>
        [.. group.Direct is not null ? (ReadOnlySpan<string>)["direct"] : [], .. group.Through.Select(team => $"team:{team.Id}")];
}
