using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <summary>Users on the wire, as far as the actor may see them (R35).</summary>
public sealed class UserWire(ICatalogues catalogues, MasterKeys keys, AppSettings settings, TimeProvider time)
{
    internal async Task<IResult> OneAsync(Actor actor, User user, int status, CancellationToken cancellationToken, IReadOnlyList<ErrorAnswer>? warnings = null)
    {
        var catalogue = await CatalogueAsync(actor, cancellationToken);
        var answer = Of(actor, user, catalogue, time.GetUtcNow()) with { Warnings = warnings };
        return Json(answer, status, ("ETag", ETag(user)));
    }

    /// <summary>
    /// The answer to a creation. A repeat must give the same bytes whenever it comes, so the state is that of a new user and
    /// the invitation is as it was made.
    /// </summary>
    internal async Task<IResult> CreatedAsync(Actor actor, User user, Invitation? invitation, IReadOnlyList<ErrorAnswer> warnings, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueAsync(actor, cancellationToken);
        var answer = Of(actor, user, catalogue, user.CreatedAt) with { Warnings = warnings, Invitation = invitation is null ? null : Of(invitation) };
        return Json(answer, StatusCodes.Status201Created, ("ETag", ETag(user)), ("Location", $"/api/users/{user.Id}"));
    }

    internal async Task<IReadOnlyList<UserAnswer>> ManyAsync(Actor actor, IEnumerable<User> users, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueAsync(actor, cancellationToken);
        return [.. users.Select(user => Of(actor, user, catalogue, time.GetUtcNow()))];
    }

    internal static SummaryAnswer Of(UserSummary user) => new(
        user.Id.ToString(), user.Name.First, user.Name.Last, user.Position.Text, user.Area.Text, user.Location?.Text, user.Code?.Text, Naming.CamelCase(user.Role));

    private static string ETag(User user) => $"\"{user.Version}\"";

    private static JsonAnswer Json(UserAnswer answer, int status, params (string Name, string Value)[] headers) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.UserAnswer), headers: headers);

    private async Task<Catalogue> CatalogueAsync(Actor actor, CancellationToken cancellationToken) =>
        await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");

    private InvitationAnswer Of(Invitation invitation) => new(
        invitation.Id.ToString(),
        Naming.CamelCase(invitation.Channel),
        Naming.CamelCase(invitation.State),
        settings.InvitationLink(InvitationToken.Of(invitation, keys)),
        invitation.DueAt,
        invitation.ExpiresAt);

    private static UserAnswer Of(Actor actor, User user, Catalogue catalogue, DateTimeOffset now)
    {
        var defaults = catalogue.Organisation.Settings;
        var teams = user.Teams.Where(team => actor.Scope?.Contains(team.Team) ?? true).ToList();
        var groups = catalogue.GroupsOf(user.ChatGroups, teams.Select(team => team.Team));
        return new()
        {
            Id = user.Id.ToString(),
            FirstName = user.Name.First,
            LastName = user.Name.Last,
            Position = user.Position.Text,
            Area = user.Area.Text,
            RelatedTo = user.RelatedTo is { } manager ? new(manager.Id.ToString(), manager.Name) : null,
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
            Tags = [.. user.Tags.Select(tag => tag.Text)],
            Teams = [.. teams.Select(team => new TeamAnswer(team.Team.ToString(), catalogue.Team(team.Team)?.Name ?? "", Naming.CamelCase(team.Role), team.OwnRole ? "own" : "team", ["hand"]))],
            ChatGroups = [.. groups.Where(group => actor.IsAccountAdministrator || group.Through.Length > 0).Select(Of)],
            Role = Naming.CamelCase(user.Role),
            State = Naming.CamelCase(user.StateAt(now)),
            CreatedAt = user.CreatedAt,
            UpdatedAt = user.UpdatedAt,
            Version = user.Version,
        };
    }

    private static ChatGroupAnswer Of(EffectiveChatGroup group) => new(
        group.Group.Id.ToString(),
        group.Group.Name,
        [.. group.Direct ? (ReadOnlySpan<string>)["direct"] : [], .. group.Through.Select(team => $"team:{team.Id}")]);
}
