using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

/// <summary>What is decided about a new user, before anything is stored.</summary>
public sealed class RegisterUserTests
{
    private static readonly UserFields InBakery = Some.Four with { Teams = [new(Some.Bakery.ToString(), null, null)] };

    [Fact]
    public void R1_All_four_missing_fields_are_named_together_in_the_order_of_the_form() =>
        Refused(new UserFields { FirstName = " " }).ShouldBe([new("text.missing", "firstName"), new("text.missing", "lastName"), new("text.missing", "position"), new("text.missing", "area")]);

    [Fact]
    public void R1_Just_the_four_succeed()
    {
        var user = Registered(Some.Four);

        (user.Name, user.Position?.Text, user.Area?.Text, user.Version, user.CreatedAt, user.Role).ShouldBe((new PersonName("Ana", "García"), "Cashier", "Stores", 1, Some.Now, OrganisationRole.Member));
    }

    [Theory]
    [InlineData("firstName")]
    [InlineData("lastName")]
    [InlineData("position")]
    [InlineData("area")]
    public void R1_Without_one_of_the_four_nothing_is_registered(string missing) => Refused(new UserFields
    {
        FirstName = missing == "firstName" ? "" : "Ana",
        LastName = missing == "lastName" ? null : "García",
        Position = missing == "position" ? "\t" : "Cashier",
        Area = missing == "area" ? " " : "Stores",
    }).ShouldBe([new("text.missing", missing)]);

    [Fact]
    public void R2_A_new_user_is_pending_and_nothing_is_sent_unless_it_is_asked_for()
    {
        var (plain, _) = Decide(Some.Four);
        var (invited, _) = Decide(Some.Four, invite: "link");

        plain!.User.StateAt(Some.Now).ShouldBe(UserState.Pending);
        plain.Invitation.ShouldBeNull();
        invited!.Invitation!.ShouldBe(InviteUser.Decide(new(Some.Id(8)), invited.User, InvitationChannel.Link, atOnce: false, Some.Catalogue.Organisation.Settings, "2026", Some.Account.User, new("op"), Some.Now));
        (invited.Invitation!.State, invited.Invitation.ExpiresAt, invited.User.Invitation).ShouldBe((InvitationState.Issued, Some.Now.AddDays(14), invited.Invitation.Id));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Cashier", " ")]
    [InlineData("", "Stores")]
    public void R31_A_directory_may_leave_out_position_and_area_and_then_nobody_can_be_invited(string? position, string? area)
    {
        var directory = Some.Account with { User = null, Way = WayIn.Scim };
        var fields = Some.Four with { Position = position, Area = area };

        Decide(fields, directory).New!.User.StateAt(Some.Now).ShouldBe(UserState.NeedsCompletion);
        foreach (var channel in (string[])["", "link", "qr", "email", "sms"])
        {
            Decide(fields, directory, channel).Refusal.ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.ShouldBe([new("invitation.incomplete", "invite")], $"by {channel}");
        }
    }

    [Fact]
    public void D17_A_directory_too_says_both_names() =>
        Decide(new() { Position = "Cashier", Area = "Stores" }, Some.Account with { Way = WayIn.Scim }).Refusal.ShouldBeOfType<RegisterUserOutcome.Refused>()
            .Problems.ShouldBe([new("text.missing", "firstName"), new("text.missing", "lastName")]);

    [Fact]
    public void Blank_optional_fields_are_absent()
    {
        var user = Registered(Some.Four with
        {
            Code = " ",
            Location = "",
            Email = null,
            Notes = "\n",
            NationalId = " ",
            Phone = "",
            Language = " ",
            TimeZone = "",
            Role = " ",
            WorkingHours = [],
            Tags = ["", " "],
            RelatedTo = new(" ", ""),
            Teams = [new("", "Kitchen", " ")],
        });

        user.ShouldBeEquivalentTo(Registered(Some.Four) with { Teams = [Some.In(Some.Kitchen, TeamRole.Administrator)] });
    }

    [Fact]
    public void Every_problem_of_a_request_is_told_at_once()
    {
        var problems = Refused(Some.Four with
        {
            FirstName = "http://x",
            Area = new string('x', 101),
            Location = "\u200D",
            Code = new string('c', 51),
            NationalId = "--",
            Phone = "911",
            Email = "Ana <ana@example.com>",
            Language = "español!",
            Notes = new string('n', 2_001),
            TimeZone = "CET",
            WorkingHours = [new(["mon"], "09:00", "13:00"), new(["mon", "dia"], "12:00", "25:00")],
            Tags = ["ok", new string('t', 41)],
            Teams = [new(null, "Nowhere", null), new(null, "panaderia", "boss")],
            ChatGroups = [new(null, "News"), new("nowhere", null), new(null, "Owls", "boss")],
            RelatedTo = new(null, "Z-1"),
            Role = "god",
        });

        problems.Select(problem => $"{problem.Field} {problem.Code}").ShouldBe(
        [
            "firstName name.address", "area text.too_long", "relatedTo manager.unknown", "location text.missing", "code text.too_long", "nationalId text.missing",
            "phone phone.invalid", "email email.invalid", "language language.invalid", "notes text.too_long", "timeZone timezone.unknown", "workingHours[1].to hours.bad_time",
            "workingHours[1].days hours.unknown_day", "tags[1] text.too_long", "teams[0] team.unknown", "teams[1].role team.unknown_role",
            "chatGroups[0] group.ambiguous", "chatGroups[1] group.unknown", "chatGroups[2].role group.unknown_role", "role role.unknown",
        ]);
    }

    [Fact]
    public void Lists_hold_up_to_twenty()
    {
        var twentyOne = Enumerable.Range(0, 21).Select(i => $"tag {i}").ToList();

        Registered(Some.Four with { Tags = twentyOne[..20] }).Tags.Length.ShouldBe(20);
        Refused(Some.Four with
        {
            Tags = twentyOne,
            Teams = [.. twentyOne.Select(name => new TeamFields(null, name, null))],
            ChatGroups = [.. twentyOne.Select(name => new ChatGroupFields(null, name))],
        }).ShouldBe([new("list.too_many", "tags", "20"), new("list.too_many", "teams", "20"), new("list.too_many", "chatGroups", "20")]);
    }

    [Fact]
    public void D11_A_tag_counts_once_whatever_its_case_and_accents() =>
        Registered(Some.Four with { Tags = ["Inglés", "INGLES ", "night"] }).Tags.Select(tag => tag.Text).ShouldBe(["Inglés", "night"]);

    [Theory]
    [InlineData("es", true)]
    [InlineData("ca-ES-valencia", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("e", false)]
    [InlineData("en_US", false)]
    [InlineData("en-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r", false)]
    public void D12_A_language_is_a_well_formed_tag(string tag, bool good) => (Decide(Some.Four with { Language = tag }).New?.User.Language == tag).ShouldBe(good);

    [Fact]
    public void D43_An_ambiguous_group_shows_its_candidates() =>
        Refused(Some.Four with { ChatGroups = [new(null, "news")] }).ShouldBe([new("group.ambiguous", "chatGroups[0]", $"for bakers ({Some.NewsOfBakery})", $"for the night ({Some.NewsOfNight})")]);

    [Fact]
    public void R35_What_is_ambiguous_is_so_only_among_what_the_actor_may_assign() =>
        Decide(InBakery with { ChatGroups = [new(null, "news")] }, Some.Baker).New!.User.ChatGroups.ShouldBe([new(Some.NewsOfBakery)]);

    [Theory]
    [InlineData(null, TeamRole.Administrator, false)]
    [InlineData("member", TeamRole.Member, true)]
    public void R6_The_role_in_a_team_comes_from_the_team_unless_it_is_given(string? said, TeamRole role, bool own) =>
        Registered(Some.Four with { Teams = [new(null, "KITCHEN", said)] }).Teams.Single().ShouldBe(new(Some.Kitchen, role, own));

    [Fact]
    public void A_team_named_twice_is_refused_by_whichever_names() =>
        Refused(Some.Four with { Teams = [new(null, "Panaderia", null), new(Some.Bakery.ToString(), null, "member")] }).ShouldBe([new("team.twice", "teams[1]", "Panadería")]);

    [Fact]
    public void A_teams_id_and_name_must_mean_the_same()
    {
        Registered(Some.Four with { Teams = [new(Some.Bakery.ToString(), "PANADERIA", null)] }).Teams.Length.ShouldBe(1);
        Refused(Some.Four with { Teams = [new(Some.Bakery.ToString(), "Kitchen", null)] }).ShouldBe([new("team.unknown", "teams[0]")]);
    }

    [Fact]
    public void R8_A_user_in_no_group_is_a_warning_and_a_team_can_bring_one()
    {
        Outcomes.Warnings(Registered(Some.Four), Some.Catalogue).ShouldBe([new("user.no_chat_group", "chatGroups")]);
        Outcomes.Warnings(Registered(Some.Four with { Teams = [new(null, "Kitchen", null)] }), Some.Catalogue).Count.ShouldBe(1);
        Outcomes.Warnings(Registered(InBakery), Some.Catalogue).ShouldBeEmpty();
        Outcomes.Warnings(Registered(Some.Four with { ChatGroups = [new(null, "Owls")] }), Some.Catalogue).ShouldBeEmpty();
    }

    [Fact]
    public void R25_A_team_administrator_registers_into_an_own_team_at_least()
    {
        Forbidden(Some.Four).ShouldBe(new("team.own_needed", "teams"));
        Decide(InBakery, Some.Baker).New.ShouldNotBeNull();
        Decide(Some.Four with { Teams = [new(null, "Kitchen", "administrator")] }, Some.Baker).New.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Night shift", "Owls")]
    [InlineData("Nowhere", "Nobody")]
    public void R35_What_is_out_of_scope_is_answered_exactly_as_what_does_not_exist(string team, string group) =>
        Decide(InBakery with { Teams = [.. InBakery.Teams!, new(null, team, null)], ChatGroups = [new(null, group)] }, Some.Baker).Refusal
            .ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.ShouldBe([new("team.unknown", "teams[1]"), new("group.unknown", "chatGroups[0]")]);

    [Fact]
    public void R35_Nor_does_its_id_help() =>
        Decide(InBakery with { Teams = [.. InBakery.Teams!, new(Some.Night.ToString(), null, null)], ChatGroups = [new(Some.NightChat.ToString(), null)] }, Some.Baker).Refusal
            .ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.ShouldBe([new("team.unknown", "teams[1]"), new("group.unknown", "chatGroups[0]")]);

    [Fact]
    public void R5_Nobody_grants_a_right_beyond_their_own()
    {
        Forbidden(InBakery with { Role = "accountAdministrator" }).ShouldBe(new("role.beyond_own", "role"));
        Registered(Some.Four with { Role = "accountAdministrator" }).Role.ShouldBe(OrganisationRole.AccountAdministrator);
    }

    [Fact]
    public void D9_The_manager_is_who_was_found()
    {
        var fields = Some.Four with { RelatedTo = new(null, "B-1") };

        Decide(fields, manager: new(Some.Bea, "Bea López")).New!.User.RelatedTo.ShouldBe(new(Some.Bea, "Bea López"));
        Refused(fields).ShouldBe([new("manager.unknown", "relatedTo")]);
        Refused(fields with { RelatedTo = new(Some.Bea.ToString(), "B-1") }).ShouldBe([new("manager.id_or_code", "relatedTo")]);
        Refused(fields with { RelatedTo = new(Some.Ana.ToString(), null) }).ShouldBe([new("manager.self", "relatedTo")]);
    }

    [Fact]
    public void D16_Consent_says_who_confirmed_it_and_when_and_needs_a_phone()
    {
        Registered(Some.Four with { Phone = "612 34 56 78", PhoneConsent = true }).PhoneConsent.ShouldBe(new(Some.Account.User, Some.Now));
        Registered(Some.Four with { Phone = "612 34 56 78" }).PhoneConsent.ShouldBeNull();
        Registered(Some.Four with { Phone = "612 34 56 78", PhoneConsent = false }).PhoneConsent.ShouldBeNull();
        Refused(Some.Four with { PhoneConsent = true }).ShouldBe([new("phone.consent_without_phone", "phoneConsent")]);
        Refused(Some.Four with { Phone = "911", PhoneConsent = true }).ShouldBe([new("phone.invalid", "phone", "ES")]);
    }

    [Fact]
    public void R13_An_invitation_by_a_way_that_is_not_there_is_refused_with_the_user()
    {
        Refused(Some.Four, "sms").ShouldBe([new("invitation.channel_unavailable", "invite.channel", "sms")]);
        Refused(Some.Four with { Area = "" }, "pigeon").ShouldBe([new("text.missing", "area"), new("invitation.unknown_channel", "invite.channel")]);
    }

    [Fact]
    public void D57_The_audit_names_the_fields_and_never_the_values()
    {
        var audit = Decide(Some.Four with { NationalId = "12345678Z", Code = "A-1" }).New!.Audit;

        audit.Fields.ShouldBe(["firstName", "lastName", "position", "area", "code", "nationalId"]);
        (audit.Action, audit.By, audit.Way, audit.At).ShouldBe(("user.registered", Some.Account.User, WayIn.Api, Some.Now));
    }

    private static User Registered(UserFields fields) => Decide(fields).New.ShouldNotBeNull().User;

    private static IReadOnlyList<Problem> Refused(UserFields fields, string? invite = null) => Decide(fields, invite: invite).Refusal.ShouldBeOfType<RegisterUserOutcome.Refused>().Problems;

    private static Problem Forbidden(UserFields fields) => Decide(fields, Some.Baker).Refusal.ShouldBeOfType<RegisterUserOutcome.Forbidden>().Problem;

    private static (NewUser? New, RegisterUserOutcome? Refusal) Decide(UserFields fields, Actor? actor = null, string? invite = null, Manager? manager = null) =>
        RegisterUser.Decide(new(actor ?? Some.Account, fields, invite, null), Some.Catalogue, manager, new([]), "2026", new(Some.Ana, new(Some.Id(8)), new("op")), Some.Now);
}
