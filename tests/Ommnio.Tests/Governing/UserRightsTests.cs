using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>The table of user administration of the domain, row by row: every act by every role on every kind of user.</summary>
public sealed class UserRightsTests
{
    private const string Yes = "yes";
    private const string None = "not there";
    private const string Member = "request.actor_without_rights";
    private const string Higher = "user.higher_rights";
    private const string Yourself = "user.yourself";
    private const string Last = "user.last_account_administrator";

    private static readonly Actor Nobody = Some.Baker with { Scope = [] };

    // Who a Team Administrator of the bakery may meet: in scope, in scope and outside, outside, above, themselves.
    private static readonly Subject Baker = Of(Some.Ana, Some.In(Some.Kitchen));
    private static readonly Subject Shared = Of(Some.Ana, Some.In(Some.Bakery), Some.In(Some.Night));
    private static readonly Subject Foreign = Of(Some.Ana, Some.In(Some.Night));
    private static readonly Subject Above = Of(Some.Ana, Some.In(Some.Bakery), Some.In(Some.Night, TeamRole.Administrator));
    private static readonly Subject Account = Baker with { Role = OrganisationRole.AccountAdministrator };
    private static readonly Subject Oneself = Of(Some.Baker.User!.Value, Some.In(Some.Bakery, TeamRole.Administrator));

    // The act; then what a Team Administrator is told of a user in scope, shared, foreign, above, of an Account Administrator, and of themselves; and a member of others.
    public static TheoryData<UserAct, string, string, string, string, string, string, string> Rows { get; } = new()
    {
        { UserAct.List, Yes, Yes, Yes, Yes, Yes, Yes, Member },
        { UserAct.Register, Yes, Yes, "team.own_needed", Yes, Yes, Yes, Member },
        { UserAct.See, Yes, Yes, None, Yes, Yes, Yes, Member },
        { UserAct.Edit, Yes, Yes, None, Yes, Yes, Yes, Member },
        { UserAct.ChangeContact, Yes, Yes, None, Higher, Higher, Yes, Member },
        { UserAct.Invite, Yes, Yes, None, Higher, Higher, Yes, Member },
        { UserAct.Block, Yes, Yes, None, Higher, Higher, Yourself, Member },
        { UserAct.Unblock, Yes, Yes, None, Higher, Higher, Yourself, Member },
        { UserAct.Delete, Yes, "user.foreign_teams", None, Higher, Higher, Yourself, Member },
        { UserAct.ChangeSettings, Yes, Yes, None, Yes, Yes, Yes, Member },
        { UserAct.LookUp, Yes, Yes, None, Yes, Yes, Yes, Member },
        { UserAct.SeeHistory, Yes, Yes, None, Yes, Yes, Yes, Member },
        { UserAct.GrantTeamAdministration, Yes, Yes, None, Yes, Yes, Yourself, Member },
        { UserAct.GrantAccountAdministration, "role.beyond_own", "role.beyond_own", None, "role.beyond_own", "role.beyond_own", "role.beyond_own", Member },
        { UserAct.SeeAccountAdministrators, Yes, Yes, Yes, Yes, Yes, Yes, Member },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_Team_Administrator_may_do_what_the_table_says_and_a_member_nothing_to_others(
        UserAct act, string inScope, string shared, string foreign, string above, string account, string oneself, string member)
    {
        Said(Some.Baker, act, Baker).ShouldBe(inScope);
        Said(Some.Baker, act, Shared).ShouldBe(shared);
        Said(Some.Baker, act, Foreign).ShouldBe(foreign);
        Said(Some.Baker, act, Above).ShouldBe(above);
        Said(Some.Baker, act, Account).ShouldBe(account);
        Said(Some.Baker, act, Oneself).ShouldBe(oneself);
        Said(Nobody, act, Baker).ShouldBe(member);
    }

    [Fact]
    public void The_table_has_a_row_for_every_act() =>
        Rows.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<UserAct>());

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_Account_Administrator_may_do_everything_to_others(UserAct act, string a, string b, string c, string d, string e, string f, string g)
    {
        foreach (var user in (Subject[])[Baker, Shared, Foreign, Above, Account, Oneself])
        {
            Said(Some.Account, act, user).ShouldBe(Yes);
            Said(Some.Account with { User = null }, act, user with { Id = Some.Bea }).ShouldBe(Yes);
        }

        (a + b + c + d + e + f + g).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(UserAct.Block, Yourself)]
    [InlineData(UserAct.Unblock, Yourself)]
    [InlineData(UserAct.Delete, Yourself)]
    [InlineData(UserAct.GrantAccountAdministration, Yourself)]
    [InlineData(UserAct.GrantTeamAdministration, Yes)]
    [InlineData(UserAct.Edit, Yes)]
    [InlineData(UserAct.ChangeContact, Yes)]
    public void R24_No_administrator_blocks_deletes_or_demotes_themselves(UserAct act, string said) =>
        Said(Some.Account, act, Account with { Id = Some.Account.User!.Value, Team = Some.Bakery }).ShouldBe(said);

    [Theory]
    [InlineData(UserAct.Block)]
    [InlineData(UserAct.Delete)]
    [InlineData(UserAct.GrantAccountAdministration)]
    public void R24_The_last_Account_Administrator_is_not_blocked_deleted_or_demoted_not_even_by_a_key(UserAct act)
    {
        Said(Some.Account, act, Account with { IsLastAccountAdministrator = true }).ShouldBe(Last);
        Said(Some.Account with { User = null }, act, Account with { IsLastAccountAdministrator = true }).ShouldBe(Last);
        Said(Some.Account, act, Account).ShouldBe(Yes);
    }

    [Fact]
    public void R5_A_Team_Administrator_gives_no_role_in_a_foreign_team() =>
        Said(Some.Baker, UserAct.GrantTeamAdministration, Shared with { Team = Some.Night }).ShouldBe(None);

    [Fact]
    public void R4_A_list_looks_where_exactly_those_stand_whom_the_actor_may_see()
    {
        Authority.SeenIn(Some.Account).ShouldBeNull();
        foreach (var actor in (Actor[])[Some.Baker, Nobody])
        {
            var teams = Authority.SeenIn(actor)!.Select(filter => ((UserFilter.InTeam)filter).Team).ToHashSet();
            foreach (var user in (Subject[])[Baker, Shared, Foreign, Above, Account])
            {
                user.Teams.Any(team => teams.Contains(team.Team)).ShouldBe(actor.IsAdministrator && Authority.MaySee(actor, user));
            }
        }
    }

    [Fact]
    public void D4_A_member_sets_their_own_settings_and_nothing_else_of_themselves()
    {
        foreach (var act in Enum.GetValues<UserAct>())
        {
            Said(Nobody, act, Oneself).ShouldBe(act == UserAct.ChangeSettings ? Yes : Member);
        }
    }

    private static string Said(Actor actor, UserAct act, Subject user) =>
        Authority.On(actor, act, act == UserAct.GrantTeamAdministration ? user with { Team = user.Team ?? Some.Bakery } : user) switch
        {
            Ruling.Forbidden(var problem) => problem.Code,
            Ruling.NotThere => None,
            _ => Yes,
        };

    private static Subject Of(UserId user, params IReadOnlyList<TeamMembership> teams) => new(user, OrganisationRole.Member, teams);
}
