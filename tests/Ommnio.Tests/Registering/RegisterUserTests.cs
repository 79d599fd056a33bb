using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

public sealed class RegisterUserTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TeamId Bakery = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly TeamId Night = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly ChatGroupId BakeryChat = new(new Guid(3, 0, 0, new byte[8]));
    private static readonly ChatGroupId NewsOne = new(new Guid(4, 0, 0, new byte[8]));
    private static readonly ChatGroupId NewsTwo = new(new Guid(5, 0, 0, new byte[8]));
    private static readonly OrganisationId Organisation = new("acme");
    private static readonly Actor Account = new(Organisation, null, WayIn.Api, null);
    private static readonly Actor Baker = new(Organisation, new UserId(new Guid(9, 0, 0, new byte[8])), WayIn.Api, [Bakery]);

    private static readonly Catalogue Catalogue = new(
        new(Organisation, "Acme", new("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday])),
        [new(Bakery, "Panadería", null, TeamRole.Administrator, [BakeryChat]), new(Night, "Night shift", null, TeamRole.Member, [])],
        [new(BakeryChat, "Bakery chat", ChatGroupKind.Open, null), new(NewsOne, "News", ChatGroupKind.Open, "one"), new(NewsTwo, "News", ChatGroupKind.Open, "two")],
        []);

    private static readonly UserFields Four = new() { FirstName = "Ana", LastName = "García", Position = "Cashier", Area = "Sales" };

    [Fact]
    public void R1_All_four_missing_fields_are_named_together_in_the_order_of_the_form() =>
        Refused(new UserFields { FirstName = " " }).ShouldBe([new("text.missing", "firstName"), new("text.missing", "lastName"), new("text.missing", "position"), new("text.missing", "area")]);

    [Fact]
    public void R1_Just_the_four_succeed() => Registered(Four).Name.ShouldBe(new PersonName("Ana", "García"));

    [Fact]
    public void R2_A_new_user_is_pending_and_nothing_is_sent_unless_it_is_asked_for()
    {
        var (plain, _) = Decide(Four);
        var (invited, _) = Decide(Four, invite: "link");

        plain!.User.StateAt(Now).ShouldBe(UserState.Pending);
        plain.Invitation.ShouldBeNull();
        invited!.Invitation!.State.ShouldBe(InvitationState.Queued);
        invited.Invitation.ExpiresAt.ShouldBe(Now.AddDays(14));
    }

    [Fact]
    public void Blank_optional_fields_are_absent()
    {
        var user = Registered(Four with { Code = " ", Location = "", Email = null, Notes = "\n", NationalId = " " });

        (user.Code, user.Location, user.Email, user.Notes, user.HasNationalId).ShouldBe((null, null, null, null, false));
    }

    [Fact]
    public void Every_problem_of_a_request_is_told_at_once()
    {
        var problems = Refused(Four with
        {
            FirstName = "http://x",
            Area = new string('x', 101),
            Code = new string('c', 51),
            Phone = "911",
            Email = "Ana <ana@example.com>",
            Language = "español!",
            TimeZone = "CET",
            WorkingHours = [new(["mon"], "09:00", "13:00"), new(["mon", "dia"], "12:00", "25:00")],
            Teams = [new(null, "Nowhere", null), new(null, "panaderia", "boss")],
            ChatGroups = [new(null, "News")],
            RelatedTo = new(null, "Z-1"),
            Role = "god",
        });

        problems.Select(problem => $"{problem.Field} {problem.Code}").ShouldBe(
        [
            "firstName name.address", "area text.too_long", "relatedTo manager.unknown", "code text.too_long", "phone phone.invalid", "email email.invalid",
            "language language.invalid", "timeZone timezone.unknown", "workingHours[1].to hours.bad_time", "workingHours[1].days hours.unknown_day",
            "teams[0] team.unknown", "teams[1].role team.unknown_role", "chatGroups[0] group.ambiguous", "role role.unknown",
        ]);
    }

    [Fact]
    public void D43_An_ambiguous_group_shows_its_candidates()
    {
        var problem = Refused(Four with { ChatGroups = [new(null, "news")] }).Single();

        problem.Args.ShouldBe([$"one ({NewsOne})", $"two ({NewsTwo})"]);
    }

    [Theory]
    [InlineData(null, TeamRole.Administrator, false)]
    [InlineData("member", TeamRole.Member, true)]
    public void R6_The_role_in_a_team_comes_from_the_team_unless_it_is_given(string? said, TeamRole role, bool own) =>
        Registered(Four with { Teams = [new(null, "PANADERIA", said)] }).Teams.Single().ShouldBe(new(Bakery, role, own));

    [Fact]
    public void R8_A_user_in_no_group_is_a_warning_and_a_team_can_bring_one()
    {
        Outcomes.Warnings(Registered(Four), Catalogue).Single().Code.ShouldBe("user.no_chat_group");
        Outcomes.Warnings(Registered(Four with { Teams = [new(Bakery.ToString(), null, null)] }), Catalogue).ShouldBeEmpty();
    }

    [Fact]
    public void R25_A_team_administrator_registers_into_an_own_team_only()
    {
        Forbidden(Four).Code.ShouldBe("team.own_needed");
        Forbidden(Four with { Teams = [new(Bakery.ToString(), null, null), new(Night.ToString(), null, null)] }).Code.ShouldBe("team.unknown");
        Decide(Four with { Teams = [new(Bakery.ToString(), null, null)] }, Baker).New.ShouldNotBeNull();
    }

    [Fact]
    public void R5_Nobody_grants_a_right_beyond_their_own() =>
        Forbidden(Four with { Role = "accountAdministrator", Teams = [new(Bakery.ToString(), null, null)] }).Code.ShouldBe("role.beyond_own");

    [Fact]
    public void D16_Consent_says_who_confirmed_it_and_needs_a_phone()
    {
        Registered(Four with { Phone = "612 34 56 78", PhoneConsent = true }).PhoneConsent.ShouldBe(new(null, Now));
        Refused(Four with { PhoneConsent = true }).Single().ShouldBe(new("phone.consent_without_phone", "phoneConsent"));
    }

    [Fact]
    public void An_invitation_by_a_way_that_is_not_there_is_refused_with_the_user()
    {
        Refusal(Four, invite: "sms").ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.Single().Code.ShouldBe("invitation.channel_unavailable");
        Refusal(Four, invite: "pigeon").ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.Single().Code.ShouldBe("invitation.unknown_channel");
    }

    [Fact]
    public void The_audit_names_the_fields_and_never_the_values() =>
        Decide(Four with { NationalId = "12345678Z", Code = "A-1" }).New!.Audit.Fields.ShouldBe(["firstName", "lastName", "position", "area", "code", "nationalId"]);

    [Fact]
    public void A_user_said_again_is_the_same_user()
    {
        var user = Registered(Four with
        {
            Code = " A-17 ",
            Phone = "+34612345678",
            WorkingHours = [new(["fri", "mon"], "22:00", "06:00"), new(["sun"], "00:00", "00:00")],
            Tags = ["Night", "night", " English speaker "],
            Teams = [new(Bakery.ToString(), null, "member")],
            TimeZone = "europe/madrid",
        });

        Registered(UserFields.Of(user)).ShouldBeEquivalentTo(user);
    }

    private static User Registered(UserFields fields) => Decide(fields).New.ShouldNotBeNull().User;

    private static IReadOnlyList<Problem> Refused(UserFields fields) => Refusal(fields).ShouldBeOfType<RegisterUserOutcome.Refused>().Problems;

    private static Problem Forbidden(UserFields fields) => Decide(fields, Baker).Refusal.ShouldBeOfType<RegisterUserOutcome.Forbidden>().Problem;

    private static RegisterUserOutcome Refusal(UserFields fields, string? invite = null) => Decide(fields, invite: invite).Refusal.ShouldNotBeNull();

    private static (NewUser? New, RegisterUserOutcome? Refusal) Decide(UserFields fields, Actor? actor = null, string? invite = null) =>
        RegisterUser.Decide(new(actor ?? Account, fields, invite, null), Catalogue, null, "key", new(new(new Guid(7, 0, 0, new byte[8])), new(new Guid(8, 0, 0, new byte[8])), new("op")), Now);
}
