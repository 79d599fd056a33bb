using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Who would join a team and who would leave it by its rules, of everybody there is.</summary>
/// <param name="Users">How many users were gone through.</param>
/// <param name="Members">How many are in the team now; <paramref name="ByRule"/>: of these, whom rules alone keep there.</param>
/// <param name="Joins">The first of those who would join, in the order of their ids; <paramref name="Leaves"/> likewise.</param>
public sealed record RulesPreview(int Users, int Members, int ByRule, int Joining, int Leaving, ImmutableArray<PreviewedMove> Joins, ImmutableArray<PreviewedMove> Leaves)
{
    /// <summary>More than 50 people, or than a fifth of those whom rules keep in the team, would leave: somebody must say that this is meant.</summary>
    public bool NeedsConfirmation => Leaving > 50 || Leaving * 5 > ByRule;
}

/// <summary>Somebody who would join or leave.</summary>
/// <param name="Origin">The rule that would put them in, or that had put them in.</param>
/// <param name="Place">Which of the team's rules that is, from 1; null where the team has it no more.</param>
/// <param name="Rule">What it says of them; null where the team has it no more.</param>
public sealed record PreviewedMove(UserId User, PersonName Name, RuleOrigin Origin, int? Place, WhyRule? Rule);

/// <summary>Counts users one after the other: for work over so many that they are never all in memory.</summary>
/// <param name="team">With the rules as they would be applied.</param>
/// <param name="details">How many of those who join, and of those who leave, are kept one by one.</param>
public sealed class PreviewTally(Team team, int details)
{
    private readonly ImmutableArray<PreviewedMove>.Builder joins = ImmutableArray.CreateBuilder<PreviewedMove>();
    private readonly ImmutableArray<PreviewedMove>.Builder leaves = ImmutableArray.CreateBuilder<PreviewedMove>();
    private int users;
    private int members;
    private int byRule;
    private int joining;
    private int leaving;

    public RulesPreview Result => new(users, members, byRule, joining, leaving, joins.ToImmutable(), leaves.ToImmutable());

    public void Add(User user)
    {
        var (was, will) = (In(user.Teams), In(RunRules.Of(team, user)));
        users++;
        members += was is null ? 0 : 1;
        byRule += was is { ByHand: false, Rule: not null } ? 1 : 0;
        if (was is null && will is not null)
        {
            joining++;
            Keep(joins, user, will);
        }
        else if (was is not null && will is null)
        {
            leaving++;
            Keep(leaves, user, was);
        }
    }

    private TeamMembership? In(ImmutableArray<TeamMembership> memberships) => memberships.FirstOrDefault(membership => membership.Team == team.Id);

    private void Keep(ImmutableArray<PreviewedMove>.Builder moves, User user, TeamMembership membership)
    {
        if (moves.Count < details)
        {
            var why = WhyMember.Of(user, team.Rules);
            var found = why.Select((rule, index) => (rule, index)).FirstOrDefault(rule => rule.rule.Rule.Id == membership.Rule!.Rule);
            moves.Add(new(user.Id, user.Name, membership.Rule!, found.rule is null ? null : found.index + 1, found.rule));
        }
    }
}
