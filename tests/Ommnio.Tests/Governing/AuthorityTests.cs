using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

public sealed class AuthorityTests
{
    private static readonly User SignedUp = Some.User() with { SignedUpAt = Some.Now, LastAccessAt = Some.Now };
    private static readonly User InBakery = SignedUp with { Teams = [Some.In(Some.Bakery)] };
    private static readonly User Shared = SignedUp with { Teams = [Some.In(Some.Night), Some.In(Some.Bakery)] };
    private static readonly User Themselves = SignedUp with { Id = Some.Baker.User!.Value, Teams = [Some.In(Some.Bakery, TeamRole.Administrator)] };
    private static readonly User ByRule = SignedUp with { Teams = [Some.In(Some.Bakery) with { Rule = new(new(Some.Id(51)), 1) }] };
    private static readonly PhoneNumber Phone = PhoneNumber.FromE164("+34612345678");

    [Fact]
    public void R3_A_member_has_no_administrators_rights() => Of(InBakery).ShouldBeNull();

    [Fact]
    public void Who_administers_a_chat_group_alone_is_an_actor_without_a_team()
    {
        var actor = Of(InBakery with { ChatGroups = [new(Some.NightChat, GroupRole.Administrator)] })!;

        (actor.IsAdministrator, actor.Scope!.Count, actor.Groups[Some.NightChat]).ShouldBe((false, 0, GroupRole.Administrator));
        Authority.On(actor, UserAct.List, Subject.Of(InBakery)).ShouldBeOfType<Ruling.Forbidden>().Problem.Code.ShouldBe("request.actor_without_rights");
    }

    [Fact]
    public void A_Team_Administrators_scope_is_own_teams_with_everything_below() =>
        Of(SignedUp with { Teams = [Some.In(Some.Bakery, TeamRole.Administrator), Some.In(Some.Night)] })!.Scope!.ShouldBe([Some.Bakery, Some.Kitchen], ignoreOrder: true);

    [Fact]
    public void An_Account_Administrator_has_no_bounds_whatever_teams_they_are_in() =>
        Of(SignedUp with { Role = OrganisationRole.AccountAdministrator, Teams = [Some.In(Some.Night, TeamRole.Administrator)] })!.IsAccountAdministrator.ShouldBeTrue();

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    public void D24_Who_is_pending_or_blocked_has_no_rights(bool signedUp, bool blocked, bool has)
    {
        var user = Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = signedUp ? Some.Now.AddDays(-90) : null, BlockedAt = blocked ? Some.Now : null };

        (Of(user) is not null).ShouldBe(has);
    }

    [Fact]
    public void R4_A_Team_Administrator_sees_users_of_own_teams_and_themselves()
    {
        static bool Sees(Actor actor, UserId user, params IReadOnlyList<TeamId> teams) => Authority.MaySee(actor, new(user, OrganisationRole.Member, [.. teams.Select(team => Some.In(team))]));

        Sees(Some.Baker, Some.Ana, Some.Kitchen).ShouldBeTrue();
        Sees(Some.Baker, Some.Ana, Some.Night, Some.Bakery).ShouldBeTrue();
        Sees(Some.Baker, Some.Ana, Some.Night).ShouldBeFalse();
        Sees(Some.Baker, Some.Ana).ShouldBeFalse();
        Sees(Some.Baker, Some.Baker.User!.Value).ShouldBeTrue();
        Sees(Some.Account, Some.Ana).ShouldBeTrue();
    }

    [Fact]
    public void R35_What_a_Team_Administrator_may_assign_are_own_teams_and_the_groups_linked_to_them()
    {
        var seen = Authority.Assignable(Some.Baker, Some.Catalogue);

        seen.Teams.Select(team => team.Id).ShouldBe([Some.Bakery, Some.Kitchen]);
        seen.ChatGroups.Select(group => group.Id).ShouldBe([Some.BakeryChat, Some.NewsOfBakery]);
        Authority.Assignable(Some.Account, Some.Catalogue).ShouldBe(Some.Catalogue);
    }

    [Fact]
    public void D36_A_group_that_a_foreign_team_is_linked_to_is_not_theirs_to_assign()
    {
        var shared = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams.Select(team => team.Id == Some.Night ? team with { ChatGroups = [new(Some.NightChat), new(Some.BakeryChat)] } : team)] };

        Authority.Assignable(Some.Baker, shared).ChatGroups.Select(group => group.Id).ShouldBe([Some.NewsOfBakery]);
        Authority.Forbids(Some.Baker, null, InBakery with { ChatGroups = [new(Some.BakeryChat)] }, nationalId: false, shared)!.Code.ShouldBe("group.unknown");
    }

    // A change by a Team Administrator of the bakery, and why it is forbidden.
    private static readonly (string What, User? Before, User After, string? Code)[] Changes =
    [
        ("registers into an own team", null, InBakery, null),
        ("registers an administrator of an own team", null, SignedUp with { Teams = [Some.In(Some.Kitchen, TeamRole.Administrator, true)] }, null),
        ("R25: registers into no team", null, SignedUp, "team.own_needed"),
        ("R4: registers into a foreign team too", null, Shared, "team.unknown"),
        ("R5: registers an Account Administrator", null, InBakery with { Role = OrganisationRole.AccountAdministrator }, "role.beyond_own"),
        ("registers into a linked group", null, InBakery with { ChatGroups = [new(Some.BakeryChat)] }, null),
        ("R35: registers into a foreign group", null, InBakery with { ChatGroups = [new(Some.NightChat)] }, "group.unknown"),
        ("D25: edits a shared user", Shared, Shared with { Notes = "x" }, null),
        ("D25: moves a shared user within the scope", Shared, Shared with { Teams = [Some.In(Some.Night), Some.In(Some.Kitchen)] }, null),
        ("D25: takes a shared user out of the foreign team", Shared, InBakery, "team.unknown"),
        ("D25: changes the role in the foreign team", Shared, Shared with { Teams = [Some.In(Some.Night, TeamRole.Administrator, true), Some.In(Some.Bakery)] }, "team.unknown"),
        ("R25: takes a shared user out of the last own team", Shared, SignedUp with { Teams = [Some.In(Some.Night)] }, "team.own_needed"),
        ("R5: makes a user an Account Administrator", InBakery, InBakery with { Role = OrganisationRole.AccountAdministrator }, "role.beyond_own"),
        ("leaves a foreign group alone", InBakery with { ChatGroups = [new(Some.NightChat)] }, InBakery with { ChatGroups = [new(Some.NightChat), new(Some.BakeryChat)] }, null),
        ("R35: changes a role in a foreign group", InBakery with { ChatGroups = [new(Some.NightChat)] }, InBakery with { ChatGroups = [new(Some.NightChat, GroupRole.Writer)] }, "group.unknown"),
        ("sets a role in a group of theirs", InBakery, InBakery with { ChatGroups = [new(Some.BakeryChat, GroupRole.Administrator)] }, null),
        ("takes a user out of a foreign group", InBakery with { ChatGroups = [new(Some.NightChat)] }, InBakery, "group.unknown"),
        ("changes the phone of a user in scope", InBakery, InBakery with { Phone = Phone }, null),
        ("changes the phone of a shared user without foreign rights", Shared, Shared with { Phone = Phone }, null),
        ("D27: changes the phone of a foreign administrator", Foreign(InBakery), Foreign(InBakery) with { Phone = Phone }, "user.higher_rights"),
        ("D27: takes the ID of an Account Administrator", Account(InBakery) with { HasNationalId = true }, Account(InBakery), "user.higher_rights"),
        ("D27: changes the email of an Account Administrator", Account(InBakery), Account(InBakery) with { Email = EmailAddress.FromStored("a@example.com") }, "user.higher_rights"),
        ("D27: respells the code of an Account Administrator", Account(InBakery) with { Code = new("a") }, Account(InBakery) with { Code = new("A") }, "user.higher_rights"),
        ("edits the notes of an Account Administrator", Account(InBakery), Account(InBakery) with { Notes = "x" }, null),
        ("R5: lowers an Account Administrator", Account(InBakery), InBakery, "role.beyond_own"),
        ("D30: registers into an own team where neither hand nor rule keeps the user", null, SignedUp with { Teams = [Some.In(Some.Bakery) with { ByHand = false }] }, "team.own_needed"),
        ("D30: lets go of the last own team with what keeps the user there", InBakery, SignedUp with { Teams = [Some.In(Some.Bakery) with { ByHand = false }] }, "team.own_needed"),
        ("D30: leaves the user to the rule of an own team", ByRule, ByRule with { Teams = [ByRule.Teams[0] with { ByHand = false }] }, null),
        ("makes a member of an own team its administrator", InBakery, SignedUp with { Teams = [Some.In(Some.Bakery, TeamRole.Administrator, true)] }, null),
        ("ends the rights of another administrator of an own team", SignedUp with { Teams = [Some.In(Some.Bakery, TeamRole.Administrator, true)] }, InBakery, null),
        ("R24: ends their own rights", Themselves, Themselves with { Teams = [Some.In(Some.Bakery)] }, "user.yourself"),
        ("R24: leaves the team that they administer", Themselves with { Teams = [.. Themselves.Teams, Some.In(Some.Kitchen)] }, Themselves with { Teams = [Some.In(Some.Kitchen)] }, "user.yourself"),
        ("makes themselves administrator of a team below", Themselves, Themselves with { Teams = [.. Themselves.Teams, Some.In(Some.Kitchen, TeamRole.Administrator)] }, "user.yourself"),
        ("edits themselves", Themselves, Themselves with { Notes = "x", Phone = Phone }, null),
    ];

    public static TheoryData<string> Named => [.. Changes.Select(change => change.What)];

    [Theory]
    [MemberData(nameof(Named))]
    public void A_Team_Administrator_may_do_what_is_theirs_and_no_more(string what)
    {
        var (_, before, after, code) = Changes.Single(change => change.What == what);

        Authority.Forbids(Some.Baker, before, after, nationalId: false, Some.Catalogue).ShouldBe(code is null ? null : new Problem(code, FieldOf(code)));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void An_Account_Administrator_may_make_of_a_user_what_they_like(string what)
    {
        var (_, before, after, _) = Changes.Single(change => change.What == what);

        Authority.Forbids(Some.Account, before, after, nationalId: true, Some.Catalogue).ShouldBeNull();
    }

    [Fact]
    public void D27_The_ID_of_somebody_with_higher_rights_is_not_a_Team_Administrators_to_set()
    {
        Authority.Forbids(Some.Baker, Account(InBakery), Account(InBakery), nationalId: true, Some.Catalogue)!.Code.ShouldBe("user.higher_rights");
        Authority.Forbids(Some.Baker, InBakery, InBakery, nationalId: true, Some.Catalogue).ShouldBeNull();
    }

    [Fact]
    public void R24_An_Account_Administrator_does_not_lower_themselves()
    {
        var oneself = Account(SignedUp) with { Id = Some.Account.User!.Value };

        Authority.Forbids(Some.Account, oneself, oneself with { Role = OrganisationRole.Member }, nationalId: false, Some.Catalogue)!.Code.ShouldBe("user.yourself");
    }

    [Fact]
    public void A_group_that_the_actor_is_in_is_shown_and_one_that_they_administer_is_theirs_to_fill()
    {
        var baker = Some.Baker with { Groups = ImmutableDictionary<ChatGroupId, GroupRole>.Empty.Add(Some.NightChat, GroupRole.Member).Add(Some.NewsOfNight, GroupRole.Administrator) };

        Authority.Seen(baker, Some.Catalogue).ChatGroups.Select(group => group.Id).ShouldBe([Some.BakeryChat, Some.NightChat, Some.NewsOfBakery, Some.NewsOfNight]);
        Authority.Assignable(baker, Some.Catalogue).ChatGroups.Select(group => group.Id).ShouldBe([Some.BakeryChat, Some.NewsOfBakery, Some.NewsOfNight]);
    }

    [Fact]
    public void The_actor_is_in_the_groups_that_they_or_their_teams_are_in() =>
        Of(SignedUp with { Teams = [Some.In(Some.Bakery, TeamRole.Administrator)], ChatGroups = [new(Some.NightChat)] })!.Groups.Keys.ShouldBe([Some.BakeryChat, Some.NewsOfBakery, Some.NightChat], ignoreOrder: true);

    [Fact]
    public void Each_use_of_a_master_key_has_a_key_of_its_own()
    {
        var keys = Some.Keys();

        keys.Derive("2026", "a").Length.ShouldBe(32);
        keys.Derive("2026", "a").ShouldBe(keys.Derive("2026", "a"));
        keys.Derive("2026", "b").ShouldNotBe(keys.Derive("2026", "a"));
        keys.IndexKey("a").ShouldBe(keys.Derive("2026", "a"));
        Should.Throw<KeyNotFoundException>(() => keys.Derive("2020", "a"));
    }

    // Where in the form the refusal is shown.
    private static string? FieldOf(string code) => code switch
    {
        "team.unknown" or "team.own_needed" => "teams",
        "group.unknown" => "chatGroups",
        "role.beyond_own" => "role",
        _ => null,
    };

    private static Actor? Of(User user) => Authority.Of(Some.Organisation, user, WayIn.Bot, Some.Catalogue, Some.Now);

    private static User Foreign(User user) => user with { Teams = [.. user.Teams, Some.In(Some.Night, TeamRole.Administrator)] };

    private static User Account(User user) => user with { Role = OrganisationRole.AccountAdministrator };
}
