using System.Collections.Immutable;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>The company that the transcripts about people talk of, and what its storage would answer.</summary>
internal static class Company
{
    internal static readonly TeamId Stores = new(Id(1));
    internal static readonly TeamId Bakery = new(Id(2));
    internal static readonly TeamId Night = new(Id(3));
    internal static readonly TeamId Harbour = new(Id(4));
    internal static readonly TeamId Marketing = new(Id(5));
    private static readonly ChatGroupId AllStaff = new(Id(11));
    private static readonly ChatGroupId BakeryChat = new(Id(12));
    private static readonly ChatGroupId NightChat = new(Id(13));
    private static readonly ChatGroupId HarbourChat = new(Id(14));

    private static readonly MembershipRule OfHarbour = new(new(Id(21)), 1, [new(RuleField.Location, false, ["Valencia"]), new(RuleField.Area, true, ["Logistics"])]);
    private static readonly MembershipRule TaggedPort = new(new(Id(22)), 2, [new(RuleField.Tag, false, ["port"])]);

    internal static readonly Catalogue Catalogue = new(
        new(new("company"), "Panadería Sol", new("en", TimeZoneName.Read("Europe/Madrid", "timeZone").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday])),
        [
            new(Stores, "Stores", null, TeamRole.Member, []), new(Bakery, "Bakery", Stores, TeamRole.Member, [new(BakeryChat)]),
            new(Night, "Night shift", Bakery, TeamRole.Member, [new(NightChat)]), new(Harbour, "Harbour", null, TeamRole.Member, [new(HarbourChat)]) { Rules = [OfHarbour, TaggedPort], RulesVersion = 2 },
            new(Marketing, "Marketing", null, TeamRole.Member, []),
        ],
        [
            new(AllStaff, "All staff", ChatGroupKind.ReadOnly, null), new(BakeryChat, "Bakery chat", ChatGroupKind.Open, null),
            new(NightChat, "Night shift chat", ChatGroupKind.Open, null), new(HarbourChat, "Harbour chat", ChatGroupKind.Open, null),
        ],
        [
            new(LabelKind.Area, new("Sales"), ["Ventas"]), new(LabelKind.Area, new("Store Operations"), ["Operaciones de tienda"]), new(LabelKind.Area, new("Human Resources"), ["HR", "RRHH"]),
            new(LabelKind.Area, new("Marketing"), []), new(LabelKind.Area, new("Logistics"), ["Logística"]),
            new(LabelKind.Location, new("Madrid Centro"), []), new(LabelKind.Location, new("Valencia"), []), new(LabelKind.Location, new("Barcelona"), []),
        ]);

    private static readonly WorkingHours EarlyFromTuesday = WorkingHours.Of(
        [.. Enumerable.Range((int)NodaTime.IsoDayOfWeek.Tuesday, 4).Select(day => new WorkingInterval((NodaTime.IsoDayOfWeek)day, new(6, 5), new(14, 0)))], "workingHours").Value!;

    private static readonly User Bea = Person(32, "Bea", "López", "HR Manager", "Human Resources", "A-2") with { Teams = [In(Bakery, TeamRole.Administrator)], ChatGroups = [new(AllStaff)], SignedUpAt = Fixture.Start };

    private static readonly ImmutableArray<User> Named =
    [
        Person(31, "Marta", "Ruiz Ortega", "HR Manager", "Human Resources", "A-1") with { Role = OrganisationRole.AccountAdministrator, ChatGroups = [new(AllStaff)], SignedUpAt = Fixture.Start },
        Bea,
        Person(33, "Ana", "García", "Cashier", "Sales", "A-17") with
        {
            Location = new("Madrid Centro"), RelatedTo = new(Bea.Id, Bea.Name.Full), Teams = [In(Bakery)], ChatGroups = [new(AllStaff)], Tags = [new("English speaker")], HasNationalId = true,
            Phone = PhoneNumber.FromE164("+34612345678"), PhoneConsent = new(null, Fixture.Start),
        },
        Person(34, "Ana", "García", "Designer", "Marketing", "M-3") with { Teams = [In(Marketing)], ChatGroups = [new(AllStaff)], SignedUpAt = Fixture.Start },
        Person(35, "Ana María", "Soler", "Baker", "Store Operations", "B-7") with { Teams = [In(Bakery), In(Night)], SignedUpAt = Fixture.Start },
        Person(36, "Luis", "Gómez Prieto", "Baker", "Store Operations", "A-18") with { RelatedTo = new(Bea.Id, Bea.Name.Full), Teams = [In(Bakery)], SignedUpAt = Fixture.Start },
        Person(37, "Chen", "Wei", "Baker", "Store Operations", "B-4") with { Location = new("Valencia"), Teams = [In(Night), ByRule(Harbour)], SignedUpAt = Fixture.Start },
        Person(38, "Carla", "Vega", "Cashier", "Sales", "A-3") with { Location = new("Valencia"), Teams = [ByRule(Harbour)], SignedUpAt = Fixture.Start.AddDays(-60) },
        Person(39, "Jordi", "Puig i Serra", "Driver", "Logistics", "C-1") with { Location = new("Valencia"), Email = EmailAddress.FromStored("jordi@example.com"), WorkingHours = EarlyFromTuesday },
        Person(40, "Olena", "Kovalenko", "Cashier", "Sales", "C-2") with { Teams = [In(Stores)], Phone = PhoneNumber.FromE164("+34600111222") },
        Person(41, "Pedro", "de la Cruz Núñez", "Driver", "Logistics", "C-3") with { ChatGroups = [new(AllStaff)], SignedUpAt = Fixture.Start, BlockedAt = Fixture.Start },
        Person(42, "Sofía", "Marín", "Team leader", "Marketing", "M-9") with { Teams = [In(Bakery), In(Marketing, TeamRole.Administrator)], Phone = PhoneNumber.FromE164("+34600333444") },
    ];

    internal static readonly ImmutableArray<User> Users =
    [
        .. Named,
        .. from last in (string[])["Ferrer", "Ibáñez", "Moreno", "Núñez", "Pascual"]
           from first in (string[])["Inés", "Joan", "Marc", "Nuria", "Pau", "Rosa", "Vera"]
           select Person(100 + (last[0] * 10) + first[0], first, last, "Shop assistant", "Sales", null) with { ChatGroups = [new(AllStaff)], SignedUpAt = Fixture.Start },
    ];

    internal static readonly InvitationWays Ways = new([InvitationChannel.Email, InvitationChannel.Sms]);

    /// <summary>Tom administers the bakery and what is below it.</summary>
    internal static readonly ImmutableHashSet<TeamId> OfTom = [Bakery, Night];

    internal static Context Context(ImmutableHashSet<TeamId>? scope, Language locale, DateTimeOffset now, int turn, bool hasCards) =>
        new(Catalogue, scope is null ? "Marta" : "Tom", Actor(scope), locale, now, Id(1_000 + turn), hasCards) { Ways = Ways };

    internal static Actor Actor(ImmutableHashSet<TeamId>? scope) => new(Catalogue.Organisation.Id, new(Id(scope is null ? 31 : 50)), WayIn.Bot, scope);

    private static TeamMembership In(TeamId team, TeamRole role = TeamRole.Member) => new(team, role, role == TeamRole.Administrator);

    private static TeamMembership ByRule(TeamId team) => new(team, TeamRole.Member, false) { ByHand = false, Rule = new(OfHarbour.Id, OfHarbour.Version) };

    private static User Person(int id, string first, string last, string position, string area, string? code) => new()
    {
        Id = new(Id(id)),
        Name = new(first, last),
        Position = new(position),
        Area = new(area),
        Code = code is null ? null : new(code),
        CreatedAt = Fixture.Start,
        UpdatedAt = Fixture.Start,
        Version = 1,
    };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
