using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

public sealed class AuthorityTests
{
    private static readonly User SignedUp = Some.User() with { SignedUpAt = Some.Now, LastAccessAt = Some.Now };
    private static readonly User InBakery = SignedUp with { Teams = [Some.In(Some.Bakery)] };
    private static readonly User Shared = SignedUp with { Teams = [Some.In(Some.Night), Some.In(Some.Bakery)] };
    private static readonly PhoneNumber Phone = PhoneNumber.FromE164("+34612345678");

    [Fact]
    public void R3_A_member_has_no_administrators_rights() => Of(InBakery).ShouldBeNull();

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
        Authority.MaySee(Some.Baker, Some.Ana, [Some.In(Some.Kitchen)]).ShouldBeTrue();
        Authority.MaySee(Some.Baker, Some.Ana, [Some.In(Some.Night), Some.In(Some.Bakery)]).ShouldBeTrue();
        Authority.MaySee(Some.Baker, Some.Ana, [Some.In(Some.Night)]).ShouldBeFalse();
        Authority.MaySee(Some.Baker, Some.Ana, []).ShouldBeFalse();
        Authority.MaySee(Some.Baker, Some.Baker.User!.Value, []).ShouldBeTrue();
        Authority.MaySee(Some.Account, Some.Ana, []).ShouldBeTrue();
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
        Authority.Forbids(Some.Baker, null, InBakery with { ChatGroups = [new(Some.BakeryChat)] }, shared)!.Code.ShouldBe("group.unknown");
    }

    // A change by a Team Administrator of the bakery, and why it is forbidden.
    public static TheoryData<string, User?, User, string?> Changes { get; } = new()
    {
        { "registers into an own team", null, InBakery, null },
        { "registers an administrator of an own team", null, SignedUp with { Teams = [Some.In(Some.Kitchen, TeamRole.Administrator, true)] }, null },
        { "R25: registers into no team", null, SignedUp, "team.own_needed" },
        { "R4: registers into a foreign team too", null, Shared, "team.unknown" },
        { "R5: registers an Account Administrator", null, InBakery with { Role = OrganisationRole.AccountAdministrator }, "role.beyond_own" },
        { "registers into a linked group", null, InBakery with { ChatGroups = [new(Some.BakeryChat)] }, null },
        { "R35: registers into a foreign group", null, InBakery with { ChatGroups = [new(Some.NightChat)] }, "group.unknown" },
        { "D25: edits a shared user", Shared, Shared with { Notes = "x" }, null },
        { "D25: moves a shared user within the scope", Shared, Shared with { Teams = [Some.In(Some.Night), Some.In(Some.Kitchen)] }, null },
        { "D25: takes a shared user out of the foreign team", Shared, InBakery, "team.unknown" },
        { "D25: changes the role in the foreign team", Shared, Shared with { Teams = [Some.In(Some.Night, TeamRole.Administrator, true), Some.In(Some.Bakery)] }, "team.unknown" },
        { "R25: takes a shared user out of the last own team", Shared, SignedUp with { Teams = [Some.In(Some.Night)] }, "team.own_needed" },
        { "R5: makes a user an Account Administrator", InBakery, InBakery with { Role = OrganisationRole.AccountAdministrator }, "role.beyond_own" },
        { "leaves a foreign group alone", InBakery with { ChatGroups = [new(Some.NightChat)] }, InBakery with { ChatGroups = [new(Some.NightChat), new(Some.BakeryChat)] }, null },
        { "R35: changes a role in a foreign group", InBakery with { ChatGroups = [new(Some.NightChat)] }, InBakery with { ChatGroups = [new(Some.NightChat, GroupRole.Writer)] }, "group.unknown" },
        { "sets a role in a group of theirs", InBakery, InBakery with { ChatGroups = [new(Some.BakeryChat, GroupRole.Administrator)] }, null },
        { "takes a user out of a foreign group", InBakery with { ChatGroups = [new(Some.NightChat)] }, InBakery, "group.unknown" },
        { "changes the phone of a user in scope", InBakery, InBakery with { Phone = Phone }, null },
        { "changes the phone of a shared user without foreign rights", Shared, Shared with { Phone = Phone }, null },
        { "D27: changes the phone of a foreign administrator", Foreign(InBakery), Foreign(InBakery) with { Phone = Phone }, "user.higher_rights" },
        { "D27: takes the ID of an Account Administrator", Account(InBakery) with { HasNationalId = true }, Account(InBakery), "user.higher_rights" },
        { "D27: changes the email of an Account Administrator", Account(InBakery), Account(InBakery) with { Email = EmailAddress.FromStored("a@example.com") }, "user.higher_rights" },
        { "D27: respells the code of an Account Administrator", Account(InBakery) with { Code = new("a") }, Account(InBakery) with { Code = new("A") }, "user.higher_rights" },
        { "edits the notes of an Account Administrator", Account(InBakery), Account(InBakery) with { Notes = "x" }, null },
        { "R24: lowers an Account Administrator", Account(InBakery), InBakery, "role.not_lowered" },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void A_Team_Administrator_may_do_what_is_theirs_and_no_more(string what, User? before, User after, string? code) =>
        (Authority.Forbids(Some.Baker, before, after, Some.Catalogue)?.Code).ShouldBe(code, what);

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void An_Account_Administrator_may_do_all_but_lower_another(string what, User? before, User after, string? code) =>
        (Authority.Forbids(Some.Account, before, after, Some.Catalogue) is not null).ShouldBe(code == "role.not_lowered", what);

    [Fact]
    public void D27_A_Team_Administrator_does_not_take_over_higher_or_foreign_rights()
    {
        Authority.ForbidsTakeover(Some.Baker, InBakery).ShouldBeNull();
        Authority.ForbidsTakeover(Some.Baker, SignedUp with { Teams = [Some.In(Some.Kitchen, TeamRole.Administrator)] }).ShouldBeNull();
        Authority.ForbidsTakeover(Some.Baker, Foreign(InBakery))!.Code.ShouldBe("user.higher_rights");
        Authority.ForbidsTakeover(Some.Baker, Account(InBakery))!.Code.ShouldBe("user.higher_rights");
        Authority.ForbidsTakeover(Some.Account, Account(InBakery)).ShouldBeNull();
    }

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

    private static Actor? Of(User user) => Authority.Of(Some.Organisation, user, WayIn.Bot, Some.Catalogue, Some.Now);

    private static User Foreign(User user) => user with { Teams = [.. user.Teams, Some.In(Some.Night, TeamRole.Administrator)] };

    private static User Account(User user) => user with { Role = OrganisationRole.AccountAdministrator };
}
