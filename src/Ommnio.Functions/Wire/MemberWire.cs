using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Wire;

internal sealed record TeamMembersAnswer(IReadOnlyList<TeamMemberAnswer> Items, string? Next);

/// <param name="Role">The strongest of those in <paramref name="Teams"/>.</param>
/// <param name="Teams">In which of the teams that were asked for, in what role there, and what keeps them in.</param>
internal sealed record TeamMemberAnswer(
    string Id, string FirstName, string LastName, string? Position, string? Area, string? Location, string? Code, bool SignedUp, string Role, IReadOnlyList<TeamAnswer> Teams);

internal sealed record GroupMembersAnswer(IReadOnlyList<GroupMemberAnswer> Items, string? Next);

/// <param name="Role">The strongest of what all origins give.</param>
/// <param name="Via"><c>direct</c>, and <c>team:</c> with its id for each team that the caller may see.</param>
internal sealed record GroupMemberAnswer(
    string Id, string FirstName, string LastName, string? Position, string? Area, string? Location, string? Code, bool SignedUp, string Role, IReadOnlyList<string> Via);

/// <summary>Members of teams and chat groups on the wire. No team out of the actor's scope is named (R35).</summary>
public sealed class MemberWire(ICatalogues catalogues)
{
    internal static IResult NoTeam(HttpRequest request) => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("team.not_found", null));

    internal async Task<IResult> AnswerAsync(HttpRequest request, ListTeamMembersOutcome outcome, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.FindAsync(Caller.Of(request).Actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");
        return outcome switch
        {
            ListTeamMembersOutcome.Listed(var page) =>
                new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(member => Of(member, catalogue))], page.Next), WireJson.Plain.TeamMembersAnswer)),
            ListTeamMembersOutcome.BadCursor => BadCursor(request),
            _ => NoTeam(request),
        };
    }

    internal static IResult Answer(HttpRequest request, ListGroupMembersOutcome outcome) => outcome switch
    {
        ListGroupMembersOutcome.Listed(var page) =>
            new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(member => Of(member))], page.Next), WireJson.Plain.GroupMembersAnswer)),
        ListGroupMembersOutcome.BadCursor => BadCursor(request),
        _ => GroupWire.NotFound(request),
    };

    private static IResult BadCursor(HttpRequest request) => Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_cursor", "after"));

    private static TeamMemberAnswer Of(TeamMember member, Catalogue catalogue) => new(
        member.User.Id.ToString(),
        member.User.Name.First,
        member.User.Name.Last,
        member.User.Position?.Text,
        member.User.Area?.Text,
        member.User.Location?.Text,
        member.User.Code?.Text,
        member.User.HasSignedUp,
        Naming.CamelCase(member.Role),
        [.. member.In.Select(membership => UserWire.Of(membership, catalogue))]);

    private static GroupMemberAnswer Of(GroupMember member) => new(
        member.User.Id.ToString(),
        member.User.Name.First,
        member.User.Name.Last,
        member.User.Position?.Text,
        member.User.Area?.Text,
        member.User.Location?.Text,
        member.User.Code?.Text,
        member.User.HasSignedUp,
        Naming.CamelCase(member.Place.Role),
        UserWire.Via(member.Place));
}
