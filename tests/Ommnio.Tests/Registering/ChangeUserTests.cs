using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

public sealed class ChangeUserTests
{
    private static readonly User Before = Some.User() with { Teams = [Some.In(Some.Night), Some.In(Some.Bakery)], ChatGroups = [new(Some.NightChat), new(Some.BakeryChat, GroupRole.Writer)] };
    private static readonly User Boss = Some.User(Some.Bea) with { Name = new("Bea", "López"), Code = new("B-1"), Teams = [Some.In(Some.Bakery)] };
    private static readonly User Stranger = Boss with { Teams = [Some.In(Some.Night)] };
    private static readonly User WithPhone = Before with { Phone = PhoneNumber.FromE164("+34612345678"), PhoneConsent = new(Some.Bea, Some.Now.AddDays(-9)) };

    [Fact]
    public async Task A_change_is_one_version_on_and_names_its_fields_never_their_values()
    {
        var users = new OneUser(Before);

        var user = (await ChangedAsync(users, fields => fields with { LastName = "López", Code = "A-1" })).User;

        (user.Name.Full, user.Version, user.UpdatedAt, user.CreatedAt).ShouldBe(("Ana López", 4, Some.Now, Before.CreatedAt));
        var audit = users.Changed.Single().Audit;
        audit.Fields.ShouldBe(["lastName", "code"]);
        (audit.Action, audit.By, audit.Way, audit.At).ShouldBe(("user.changed", Some.Account.User, WayIn.Api, Some.Now));
    }

    [Fact]
    public async Task Nothing_is_lost_that_was_not_edited()
    {
        var whole = WithPhone with
        {
            Location = new("Madrid"),
            RelatedTo = new(Some.Bea, "Bea López"),
            Code = new("A-1"),
            HasNationalId = true,
            Email = EmailAddress.FromStored("ana@example.com"),
            Language = "es",
            Notes = "before",
            TimeZone = TimeZoneName.Read("Europe/Madrid", "").Value,
            WorkingHours = WorkingHours.Of([new(NodaTime.IsoDayOfWeek.Monday, new(6, 0), new(14, 0))], "").Value,
            Picture = new(PictureKind.Png, 1, 1, 33, "abc"),
            Tags = [new("night")],
            Role = OrganisationRole.AccountAdministrator,
            Invitation = new(Some.Id(77)),
            SignUpPhone = PhoneNumber.FromE164("+34699999999"),
            SignedUpAt = Some.Now.AddDays(-50),
            LastAccessAt = Some.Now.AddDays(-2),
            BlockedAt = Some.Now.AddDays(-1),
        };
        var properties = typeof(User).GetProperties().Where(property => property.CanWrite).ToList();
        properties.ShouldAllBe(property => property.GetValue(whole) != null, "a new property belongs in this test");

        var after = (await ChangedAsync(new OneUser(whole), fields => fields with { Notes = "after" })).User;

        foreach (var property in properties.Where(property => property.Name is not (nameof(User.Notes) or nameof(User.UpdatedAt) or nameof(User.Version))))
        {
            property.GetValue(after).ShouldBe(property.GetValue(whole), property.Name);
        }
    }

    [Fact]
    public async Task D56_A_change_that_is_based_on_another_version_is_stale()
    {
        var users = new OneUser(Before);

        (await ChangeAsync(users, Rename, version: 2)).ShouldBeOfType<ChangeUserOutcome.Stale>();
        users.Changed.ShouldBeEmpty();
        (await ChangeAsync(users, Rename, version: 3)).ShouldBeOfType<ChangeUserOutcome.Changed>();
    }

    [Fact]
    public async Task D56_Who_was_overtaken_while_deciding_is_stale_too_and_without_a_version_decides_anew()
    {
        var overtaken = new OneUser(Before) { Meanwhile = Before with { Version = 4, Notes = "newer" } };

        (await ChangeAsync(overtaken, Rename, version: 3)).ShouldBeOfType<ChangeUserOutcome.Stale>();
        var user = (await ChangedAsync(overtaken, Rename)).User;
        (user.Notes, user.Version, user.Name.Last).ShouldBe(("newer", 5, "López"));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing_and_still_warns()
    {
        var users = new OneUser(Some.User());

        var outcome = await ChangedAsync(users, fields => fields with { FirstName = " Ana ", Tags = [], Notes = " ", Role = "" });

        users.Changed.ShouldBeEmpty();
        (outcome.User.Version, outcome.Warnings.Single().Code).ShouldBe((3, "user.no_chat_group"));
    }

    [Fact]
    public async Task What_a_change_does_not_say_stays()
    {
        var whole = WithPhone with
        {
            SignedUpAt = Some.Now.AddDays(-3),
            LastAccessAt = Some.Now.AddDays(-2),
            BlockedAt = Some.Now.AddDays(-1),
            Invitation = new(Some.Id(41)),
            SignUpPhone = PhoneNumber.FromE164("+34698765432"),
            Picture = new(PictureKind.Png, 1, 1, 1, "hash"),
            Tags = [new("x")],
        };

        var after = (await ChangedAsync(new(whole), fields => fields with { Notes = "new" })).User;

        (after with { Teams = whole.Teams, ChatGroups = whole.ChatGroups, Tags = whole.Tags }).ShouldBe(whole with { Notes = "new", UpdatedAt = Some.Now, Version = whole.Version + 1 });
        (after.Teams.SequenceEqual(whole.Teams), after.ChatGroups.SequenceEqual(whole.ChatGroups), after.Tags.SequenceEqual(whole.Tags)).ShouldBe((true, true, true));
    }

    [Fact]
    public async Task R31_Filling_position_and_area_makes_them_pending_and_sends_nothing()
    {
        var incomplete = Before with { Position = null, Area = null };
        var users = new OneUser(incomplete);

        var half = (await ChangedAsync(users, fields => fields with { Area = "Stores" })).User;
        var whole = (await ChangedAsync(new(half), fields => fields with { Position = "Cashier" })).User;

        (incomplete.StateAt(Some.Now), half.StateAt(Some.Now), whole.StateAt(Some.Now)).ShouldBe((UserState.NeedsCompletion, UserState.NeedsCompletion, UserState.Pending));
        users.Changed.ShouldAllBe(change => change.NewInvitation == null && change.MoveInvitation == null);
    }

    [Theory]
    [InlineData(WayIn.Api, false)]
    [InlineData(WayIn.Bot, false)]
    [InlineData(WayIn.Scim, true)]
    public async Task D17_Nobody_empties_a_needed_field_of_a_complete_user_but_a_directory_before_sign_up(WayIn way, bool signedUp)
    {
        var users = new OneUser(Before with { SignedUpAt = signedUp ? Some.Now : null });

        (await ChangeAsync(users, fields => fields with { Area = " " }, Some.Account with { Way = way }))
            .ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.ShouldBe([new("text.missing", "area")]);
    }

    [Fact]
    public async Task D17_What_a_directory_empties_needs_completion_again_and_the_open_invitation_is_revoked()
    {
        var users = new OneUser(Before with { Invitation = new(Some.Id(41)) });

        (await ChangedAsync(users, fields => fields with { Position = null }, Some.Account with { Way = WayIn.Scim })).User.StateAt(Some.Now).ShouldBe(UserState.NeedsCompletion);

        users.Changed.Single().MoveInvitation!(Some.Invitation()).ShouldNotBeNull().State.ShouldBe(InvitationState.Revoked);
    }

    [Fact]
    public async Task The_same_memberships_in_another_order_are_no_change()
    {
        var users = new OneUser(Before);

        await ChangedAsync(users, fields => fields with { Teams = [fields.Teams![1], fields.Teams[0]], ChatGroups = [fields.ChatGroups![1], fields.ChatGroups[0]] });

        users.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_in_a_group_stays_until_another_is_said_and_a_new_one_is_recorded()
    {
        var users = new OneUser(Before);
        await ChangedAsync(users, fields => fields with { ChatGroups = [new(null, "Owls"), new(null, "Bakers")] });
        users.Changed.ShouldBeEmpty();

        var changed = await ChangedAsync(users, fields => fields with { ChatGroups = [new(null, "Owls", "administrator"), new(null, "Bakers", "member")] });

        changed.User.ChatGroups.ShouldBe([new(Some.NightChat, GroupRole.Administrator), new(Some.BakeryChat)]);
        users.Changed.ShouldHaveSingleItem().Audit.Fields.ShouldBe(["chatGroups"]);
    }

    [Fact]
    public async Task Who_is_in_more_than_anybody_can_put_them_can_still_be_changed()
    {
        var many = Enumerable.Range(70, 21).Select(n => new ChatGroup(new(Some.Id(n)), $"Group {n}", ChatGroupKind.Open, null)).ToList();
        var users = new OneUser(Before with { ChatGroups = [.. many.Select(group => new GroupMembership(group.Id))] }) { Now = Some.Catalogue with { ChatGroups = [.. many] } };

        (await ChangedAsync(users, Rename)).User.ChatGroups.Length.ShouldBe(21);
    }

    [Fact]
    public async Task A_group_is_named_once_or_with_one_role() =>
        (await ChangeAsync(new(Before), fields => fields with { ChatGroups = [new(null, "Owls"), new(Some.NightChat.ToString(), null, "writer")] }, Some.Account))
            .ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.ShouldBe([new("group.twice", "chatGroups[1]")]);

    [Fact]
    public async Task D6_The_ID_stays_unless_the_change_says_so()
    {
        var users = new OneUser(Before with { HasNationalId = true });

        await ChangedAsync(users, Rename);
        await ChangedAsync(users, fields => fields with { NationalId = "12345678Z" });
        await ChangedAsync(users, fields => fields, removeId: true);

        users.Changed.Select(change => (change.User.HasNationalId, change.NationalId?.Key, change.RemoveNationalId, string.Join(' ', change.Audit.Fields)))
            .ShouldBe([(true, null, false, "lastName"), (true, "12345678Z", false, "nationalId"), (false, null, true, "nationalId")]);
    }

    [Fact]
    public async Task D6_Removing_an_ID_that_is_not_there_changes_nothing()
    {
        var users = new OneUser(Before);

        await ChangedAsync(users, fields => fields, removeId: true);

        users.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task D17_A_required_field_cannot_be_emptied() =>
        (await ChangeAsync(new(Before), fields => fields with { Position = " ", Area = null })).ShouldBeOfType<ChangeUserOutcome.Refused>()
            .Problems.ShouldBe([new("text.missing", "position"), new("text.missing", "area")]);

    [Fact]
    public async Task D10_A_label_that_is_new_to_the_organisation_is_remembered()
    {
        var users = new OneUser(Before);

        await ChangedAsync(users, fields => fields with { Area = "STORES", Tags = ["Nights"] });

        users.Remembered.Select(label => label.Label.Text).ShouldBe(["Cashier", "Nights"]);
    }

    [Fact]
    public async Task D16_Consent_does_not_pass_to_another_number()
    {
        (await ChangedAsync(new(WithPhone), fields => fields with { Phone = "+34698765432" })).User.PhoneConsent.ShouldBeNull();
        (await ChangedAsync(new(WithPhone), fields => fields with { Phone = "+34698765432", PhoneConsent = true })).User.PhoneConsent.ShouldBe(new(Some.Account.User, Some.Now));
    }

    [Fact]
    public async Task D16_Consent_stays_with_its_number_however_that_is_spelt()
    {
        (await ChangedAsync(new(WithPhone), fields => fields with { Phone = "612 34 56 78", Notes = "x" })).User.PhoneConsent.ShouldBe(WithPhone.PhoneConsent);
        (await ChangedAsync(new(WithPhone), fields => fields with { PhoneConsent = true, Notes = "x" })).User.PhoneConsent.ShouldBe(WithPhone.PhoneConsent);
        (await ChangedAsync(new(WithPhone), fields => fields with { PhoneConsent = null })).User.PhoneConsent.ShouldBeNull();
    }

    [Fact]
    public async Task D16_Removing_the_phone_removes_the_consent()
    {
        var user = (await ChangedAsync(new(WithPhone), fields => fields with { Phone = null })).User;

        (user.Phone, user.PhoneConsent).ShouldBe((null, null));
    }

    [Fact]
    public async Task D37_A_teams_default_role_changes_nobody_who_is_in_it_already() =>
        (await ChangedAsync(new(Before with { Teams = [Some.In(Some.Kitchen)] }), Rename)).User.Teams.Single().ShouldBe(Some.In(Some.Kitchen));

    [Fact]
    public async Task R6_A_role_of_their_own_stays_and_can_be_taken_back()
    {
        var own = Before with { Teams = [Some.In(Some.Bakery, TeamRole.Administrator, own: true)] };

        (await ChangedAsync(new(own), Rename)).User.Teams.ShouldBe(own.Teams);
        (await ChangedAsync(new(own), fields => fields with { Teams = [new(Some.Bakery.ToString(), null, null)] })).User.Teams.Single().ShouldBe(Some.In(Some.Bakery));
    }

    [Fact]
    public async Task R4_A_user_out_of_scope_is_not_found()
    {
        var users = new OneUser(Stranger);

        (await ChangeAsync(users, Rename, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.NotFound>();
        users.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task D25_Foreign_memberships_stay_when_a_Team_Administrator_names_only_what_they_see()
    {
        var moved = (await ChangedAsync(new(Before), fields => fields with { Teams = [new(null, "Kitchen", "member")], ChatGroups = [] }, Some.Baker)).User;

        moved.Teams.ShouldBe([Some.In(Some.Kitchen, own: true), Some.In(Some.Night)]);
        moved.ChatGroups.ShouldBe([new(Some.NightChat)]);
    }

    [Fact]
    public async Task D25_Naming_what_they_see_as_it_is_changes_nothing()
    {
        var users = new OneUser(Before);

        await ChangedAsync(users, fields => fields with { Teams = [new(Some.Bakery.ToString(), null, null)], ChatGroups = [new(Some.BakeryChat.ToString(), null)] }, Some.Baker);

        users.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task D32_What_the_user_was_in_and_is_gone_is_dropped_by_the_next_save()
    {
        var gone = Before with { Teams = [.. Before.Teams, Some.In(new(Some.Id(98)))], ChatGroups = [.. Before.ChatGroups, new(new(Some.Id(99)), GroupRole.Administrator)] };
        foreach (var actor in (Actor[])[Some.Account, Some.Baker])
        {
            var users = new OneUser(gone);

            var changed = (await ChangedAsync(users, Rename, actor)).User;

            changed.Teams.ShouldBe(Before.Teams);
            changed.ChatGroups.ShouldBe(Before.ChatGroups);
            users.Changed.ShouldHaveSingleItem().Audit.Fields.ShouldBe(["lastName", "teams", "chatGroups"]);
        }
    }

    [Fact]
    public async Task What_is_newer_than_the_catalogue_at_hand_is_not_taken_for_gone()
    {
        var newer = new Team(new(Some.Id(98)), "Newer", null, TeamRole.Member, []);
        var users = new OneUser(Before with { Teams = [.. Before.Teams, Some.In(newer.Id)] }) { Now = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams, newer] } };

        (await ChangedAsync(users, Rename, Some.Baker)).User.Teams.Select(membership => membership.Team).ShouldContain(newer.Id);
        users.Changed.ShouldHaveSingleItem().Audit.Fields.ShouldBe(["lastName"]);
    }

    [Fact]
    public async Task R35_A_role_in_a_foreign_group_is_not_theirs_to_set() =>
        (await ChangeAsync(new(Before), fields => fields with { ChatGroups = [new(Some.NightChat.ToString(), null, "administrator")] }, Some.Baker))
            .ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.ShouldBe([new("group.unknown", "chatGroups[0]")]);

    [Theory]
    [InlineData("Night shift")]
    [InlineData("Nowhere")]
    public async Task R35_A_foreign_team_is_as_unknown_as_none_even_where_the_user_is_in_it(string name) =>
        (await ChangeAsync(new(Before), fields => fields with { Teams = [new(null, "Kitchen", null), new(null, name, null)] }, Some.Baker))
            .ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.ShouldBe([new("team.unknown", "teams[1]")]);

    [Fact]
    public async Task D25_The_role_in_a_foreign_team_is_not_theirs_to_change() =>
        (await ChangeAsync(new(Before), fields => fields with { Teams = [new(Some.Night.ToString(), null, "administrator"), fields.Teams![1]] }, Some.Baker))
            .ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.ShouldBe([new("team.unknown", "teams[0]")]);

    [Fact]
    public async Task D30_An_Account_Administrator_may_take_away_the_last_team_and_a_user_may_be_in_none()
    {
        var users = new OneUser(Before);

        (await ChangedAsync(users, fields => fields with { Teams = [] }, Some.Account)).User.Teams.ShouldBeEmpty();

        users.Changed.ShouldHaveSingleItem().Audit.Fields.ShouldContain("teams");
    }

    [Fact]
    public async Task R25_The_last_own_team_is_not_theirs_to_take() =>
        (await ChangeAsync(new(Before), fields => fields with { Teams = [] }, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Forbidden>().Problem.Code.ShouldBe("team.own_needed");

    [Fact]
    public async Task D27_Not_even_the_ID_that_is_there_is_set_for_who_has_higher_rights()
    {
        var higher = Before with { Role = OrganisationRole.AccountAdministrator, HasNationalId = true };

        (await ChangeAsync(new(higher), fields => fields with { NationalId = "12345678Z" }, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.higher_rights");
        (await ChangeAsync(new(higher), Rename, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Changed>();
    }

    [Fact]
    public async Task A_membership_of_a_team_that_is_gone_hinders_no_other_change()
    {
        var gone = Some.In(new TeamId(Some.Id(99)));

        (await ChangedAsync(new(Before with { Teams = [gone] }), Rename)).User.Teams.ShouldBeEmpty();
        (await ChangedAsync(new(Before with { Teams = [gone] }), fields => fields with { Teams = [] })).User.Teams.ShouldBeEmpty();
    }

    [Fact]
    public async Task D9_Related_to_is_found_by_id_or_code_with_one_read()
    {
        var (byId, byCode) = (new OneUser(Before, Boss), new OneUser(Before, Boss));

        (await ChangedAsync(byId, fields => fields with { RelatedTo = new(Some.Bea.ToString(), " ") })).User.RelatedTo.ShouldBe(new(Some.Bea, "Bea López"));
        (await ChangedAsync(byCode, fields => fields with { RelatedTo = new(null, "b-1") })).User.RelatedTo.ShouldBe(new(Some.Bea, "Bea López"));
        (byId.Reads, byCode.Reads).ShouldBe((1, 1));
    }

    [Fact]
    public async Task D9_A_manager_who_stays_is_not_read_even_out_of_scope()
    {
        var users = new OneUser(Before with { RelatedTo = new(Some.Bea, "Bea López") }, Stranger);

        (await ChangedAsync(users, Rename, Some.Baker)).User.RelatedTo!.Id.ShouldBe(Some.Bea);
        users.Reads.ShouldBe(0);
    }

    public static TheoryData<string?, string?, string> WrongManagers { get; } = new()
    {
        { Some.Ana.ToString(), null, "manager.self" },
        { null, "a-1", "manager.self" },
        { "nobody", null, "manager.unknown" },
        { null, "Z-9", "manager.unknown" },
        { null, "B-1", "manager.unknown" },
        { Some.Bea.ToString(), "B-1", "manager.id_or_code" },
    };

    [Theory]
    [MemberData(nameof(WrongManagers))]
    public async Task R32_Nobody_is_related_to_themselves_to_nobody_or_to_who_is_out_of_scope(string? id, string? managersCode, string code)
    {
        var users = new OneUser(Before with { Code = new("A-1") }, Stranger);

        (await ChangeAsync(users, fields => fields with { RelatedTo = new(id, managersCode) }, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.ShouldBe([new(code, "relatedTo")]);
    }

    [Fact]
    public async Task R22_A_clash_names_its_holder_only_to_who_may_see_them()
    {
        var taken = new Changing.Taken("nationalId", Some.Bea);

        var seen = (await ChangeAsync(new(Before, Boss) { Changing = taken }, Rename, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Taken>();
        var hidden = (await ChangeAsync(new(Before, Stranger) { Changing = taken }, Rename, Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Taken>();

        (seen.Problem, seen.Holder?.Id).ShouldBe((new("user.national_id.taken", "nationalId", "Bea López", "Stores"), Some.Bea));
        (hidden.Problem, hidden.Holder).ShouldBe((new("user.national_id.taken", "nationalId"), null));
    }

    [Fact]
    public async Task What_the_store_could_not_do_is_said()
    {
        (await ChangeAsync(new(null), Rename)).ShouldBeOfType<ChangeUserOutcome.NotFound>();
        (await ChangeAsync(new(Before) { Changing = new Changing.Busy() }, Rename)).ShouldBeOfType<ChangeUserOutcome.Busy>();
        (await ChangeAsync(new(Before) { Changing = new Changing.TooLarge() }, Rename)).ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.Single().Code.ShouldBe("user.too_large");
    }

    [Fact]
    public async Task D28_The_last_who_administers_the_account_stays_one()
    {
        var users = new OneUser(Before with { Role = OrganisationRole.AccountAdministrator }) { Changing = new Changing.LastAccountAdministrator() };

        (await ChangeAsync(users, fields => fields with { Role = "member" })).ShouldBeOfType<ChangeUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.last_account_administrator");
    }

    [Fact]
    public async Task D39_Who_is_taken_out_by_hand_where_a_rule_keeps_them_is_said_to_stay_to_who_may_see_the_team()
    {
        var rule = new MembershipRule(new(Some.Id(61)), 1, [new(RuleField.Area, false, ["Stores"])]);
        var ruled = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams.Select(team => team.Id == Some.Night ? team with { Rules = [rule], RulesVersion = 1 } : team)] };
        var before = Some.User() with { Teams = [Some.In(Some.Bakery), Some.In(Some.Night) with { Rule = new(rule.Id, 1) }] };

        var changed = await ChangedAsync(new OneUser(before) { Catalogue = ruled }, fields => fields with { Teams = [.. fields.Teams!.Where(team => team.Id == $"{Some.Bakery}")] });

        changed.User.Teams.Select(team => (team.Team, team.ByHand)).ShouldBe([(Some.Bakery, true), (Some.Night, false)]);
        changed.Warnings.ShouldContain(new Core.Wording.Problem("team.stays_by_rule", "teams", "Night shift", $"{rule.Id}"));
        Outcomes.Stays(before, changed.User, Some.Baker, ruled).ShouldBeEmpty();
        Outcomes.Stays(changed.User, changed.User, Some.Account, ruled).ShouldBeEmpty();
        Outcomes.Stays(null, changed.User, Some.Account, ruled).ShouldBeEmpty();
    }

    private static UserFields Rename(UserFields fields) => fields with { LastName = "López" };

    private static async Task<ChangeUserOutcome.Changed> ChangedAsync(OneUser users, Func<UserFields, UserFields> edit, Actor? actor = null, bool removeId = false) =>
        (await ChangeAsync(users, edit, actor, removeId: removeId)).ShouldBeOfType<ChangeUserOutcome.Changed>();

    private static Task<ChangeUserOutcome> ChangeAsync(OneUser users, Func<UserFields, UserFields> edit, Actor? actor = null, int? version = null, bool removeId = false) =>
        new ChangeUser(users, users, new CountedIds(), new FakeTimeProvider(Some.Now))
            .HandleAsync(new(actor ?? Some.Account, Some.Ana, version, edit, removeId), TestContext.Current.CancellationToken);
}
