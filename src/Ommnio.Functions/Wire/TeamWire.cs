using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <summary>Teams on the wire, in a catalogue that holds only what the actor may see.</summary>
internal static class TeamWire
{
    internal static IResult List(Catalogue seen) => new JsonAnswer(
        StatusCodes.Status200OK,
        JsonSerializer.SerializeToUtf8Bytes(new([.. seen.Teams.OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase).Select(team => Of(team, seen))]), WireJson.Plain.TeamListAnswer));

    internal static IResult One(Team team, Catalogue seen, IReadOnlyList<UserSummary> administrators, int status = StatusCodes.Status200OK) => new JsonAnswer(
        status,
        JsonSerializer.SerializeToUtf8Bytes(Of(team, seen) with { Administrators = [.. administrators.Select(user => new AdministratorAnswer(user.Id.ToString(), user.Name.Full))] }, WireJson.Plain.TeamDetailAnswer),
        headers: [("ETag", string.Create(CultureInfo.InvariantCulture, $"\"{team.Version}\"")), .. status == StatusCodes.Status201Created ? [("Location", $"/api/teams/{team.Id}")] : ((string, string)[])[]]);

    internal static IResult Why(WhyMember why, IReadOnlyList<string> explanation) => new JsonAnswer(
        StatusCodes.Status200OK,
        JsonSerializer.SerializeToUtf8Bytes(new(why.IsMember, Via(why.ByHand, why.Rule), Naming.CamelCase(why.Next), [.. why.Rules.Select(Of)], explanation), WireJson.Plain.WhyAnswer));

    /// <summary>What keeps somebody in a team: <c>hand</c>, <c>rule:</c> and the rule's id, or both.</summary>
    internal static IReadOnlyList<string> Via(bool byHand, RuleOrigin? rule) =>
        [.. byHand ? (ReadOnlySpan<string>)["hand"] : [], .. rule is null ? (ReadOnlySpan<string>)[] : [$"rule:{rule.Rule}"]];

    internal static RuleMovesAnswer? Of(RuleMoves moves, Catalogue seen)
    {
        // A team out of the actor's scope is not revealed, though a rule moved their user there (D41).
        RuleMoveAnswer[] Named(IEnumerable<RuleMove> some) =>
            [.. some.Select(move => (move, Team: seen.Team(move.Team))).Where(found => found.Team is not null).Select(found => new RuleMoveAnswer(found.move.Team.ToString(), found.Team!.Name, found.move.Rule.ToString()))];
        var (joined, left) = (Named(moves.Joined), Named(moves.Left));
        return joined.Length + left.Length == 0 ? null : new(joined, left);
    }

    internal static WhyConditionAnswer Of(WhyCondition condition) =>
        new(Naming.CamelCase(condition.Condition.Field), condition.Condition.Not, condition.Condition.Values, condition.Holds, condition.Values);

    private static TeamDetailAnswer Of(Team team, Catalogue seen) => new(
        team.Id.ToString(),
        team.Name,
        team.Parent is { } parent && seen.Team(parent) is not null ? parent.ToString() : null,
        Naming.CamelCase(team.DefaultRole),
        team.MembersSeeEachOther,
        [.. team.ChatGroups.Where(link => seen.ChatGroup(link.Group) is not null).Select(link => new GroupLinkAnswer(link.Group.ToString(), seen.ChatGroup(link.Group)!.Name, Naming.CamelCase(link.Role)))],
        [.. team.Rules.Select(Of)],
        team.RulesVersion,
        team.Version);

    private static RuleAnswer Of(MembershipRule rule) => new(rule.Id.ToString(), rule.Version, [.. rule.Conditions.Select(Of)]);

    private static ConditionAnswer Of(RuleCondition condition) => new(Naming.CamelCase(condition.Field), condition.Not, condition.Values);

    private static WhyRuleAnswer Of(WhyRule rule) => new(
        rule.Rule.Id.ToString(),
        rule.Rule.Version,
        rule.Holds,
        [.. rule.Conditions.Select(Of)]);
}
