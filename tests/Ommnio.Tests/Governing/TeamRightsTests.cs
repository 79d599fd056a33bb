using Ommnio.Core.Governing;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>The table of teams of the domain, row by row.</summary>
public sealed class TeamRightsTests
{
    private const string Yes = "yes";
    private const string None = "not there";
    private const string Member = "request.actor_without_rights";
    private const string Rules = "rules.account_administrator";

    private static readonly TeamCase Top = new(Some.Bakery, null);
    private static readonly TeamCase Below = new(Some.Kitchen, Some.Bakery);
    private static readonly TeamCase Foreign = new(Some.Night, null);

    // The act; then what a Team Administrator of the bakery is told of the bakery itself, of the kitchen below it, and of the night shift.
    public static TheoryData<TeamAct, string, string, string> Rows { get; } = new()
    {
        { TeamAct.List, Yes, Yes, Yes },
        { TeamAct.See, Yes, Yes, None },
        { TeamAct.Create, "team.top_level", Yes, "team.top_level" },
        { TeamAct.Edit, Yes, Yes, None },
        { TeamAct.ChangeMembers, Yes, Yes, None },
        { TeamAct.Link, Yes, Yes, None },
        { TeamAct.Move, "team.move_beyond", Yes, None },
        { TeamAct.Delete, "team.delete_top", Yes, None },
        { TeamAct.SeeRules, Yes, Yes, None },
        { TeamAct.SetRules, Rules, Rules, None },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_Team_Administrator_may_do_what_the_table_says_an_Account_Administrator_all_and_a_member_nothing(TeamAct act, string top, string below, string foreign)
    {
        foreach (var (team, said) in ((TeamCase, string)[])[(Top, top), (Below, below), (Foreign, foreign)])
        {
            var asked = team with { NewParent = Some.Bakery };
            Said(Some.Baker, act, asked).ShouldBe(said);
            Said(Some.Account, act, asked with { HasMembers = true }).ShouldBe(Yes);
            Said(Some.Baker with { Scope = [] }, act, asked).ShouldBe(Member);
        }
    }

    [Fact]
    public void The_table_has_a_row_for_every_act() => Rows.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<TeamAct>());

    [Fact]
    public void D29_A_Team_Administrator_creates_teams_below_their_own_and_nowhere_else()
    {
        Said(Some.Baker, TeamAct.Create, new(new(Some.Id(9)), Some.Kitchen)).ShouldBe(Yes);
        Said(Some.Baker, TeamAct.Create, new(new(Some.Id(9)), Some.Night)).ShouldBe(None);
        Said(Some.Baker, TeamAct.Create, new(new(Some.Id(9)), null)).ShouldBe("team.top_level");
    }

    [Fact]
    public void A_Team_Administrator_moves_a_team_within_their_own_tree_and_not_out_of_it()
    {
        Said(Some.Baker, TeamAct.Move, Below with { NewParent = Some.Night }).ShouldBe("team.move_beyond");
        Said(Some.Baker, TeamAct.Move, Below with { NewParent = null }).ShouldBe("team.move_beyond");
    }

    [Fact]
    public void D32_Only_an_Account_Administrator_deletes_a_team_that_has_members()
    {
        Said(Some.Baker, TeamAct.Delete, Below with { HasMembers = true }).ShouldBe("team.delete_members");
        Said(Some.Account, TeamAct.Delete, Below with { HasMembers = true }).ShouldBe(Yes);
    }

    private static string Said(Actor actor, TeamAct act, TeamCase team) => Authority.On(actor, act, team) switch
    {
        Ruling.Forbidden(var problem) => problem.Code,
        Ruling.NotThere => None,
        _ => Yes,
    };
}
