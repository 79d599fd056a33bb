using System.Collections.Immutable;
using NodaTime;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Tests;

/// <summary>Fixed things to begin from: a company whose kitchen lies below its bakery, with a night shift apart.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly OrganisationId Organisation = new("acme");

    public static readonly TeamId Bakery = new(Id(1));
    public static readonly TeamId Kitchen = new(Id(2));
    public static readonly TeamId Night = new(Id(3));

    public static readonly ChatGroupId BakeryChat = new(Id(11));
    public static readonly ChatGroupId NightChat = new(Id(12));
    public static readonly ChatGroupId NewsOfBakery = new(Id(13));
    public static readonly ChatGroupId NewsOfNight = new(Id(14));

    public static readonly UserId Ana = new(Id(21));
    public static readonly UserId Bea = new(Id(22));

    /// <summary>An Account Administrator.</summary>
    public static readonly Actor Account = new(Organisation, new UserId(Id(31)), WayIn.Api, null);

    /// <summary>A Team Administrator of the bakery, and so of the kitchen.</summary>
    public static readonly Actor Baker = new(Organisation, new UserId(Id(32)), WayIn.Api, [Bakery, Kitchen]);

    public static readonly Catalogue Catalogue = new(
        new(Organisation, "Acme", new("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday])),
        [
            new(Bakery, "Panadería", null, TeamRole.Member, [new(BakeryChat), new(NewsOfBakery)]),
            new(Kitchen, "Kitchen", Bakery, TeamRole.Administrator, []),
            new(Night, "Night shift", null, TeamRole.Member, [new(NightChat)]),
        ],
        [
            new(BakeryChat, "Bakers", ChatGroupKind.Open, null), new(NightChat, "Owls", ChatGroupKind.Open, null),
            new(NewsOfBakery, "News", ChatGroupKind.ReadOnly, "for bakers"), new(NewsOfNight, "News", ChatGroupKind.ReadOnly, "for the night"),
        ],
        [new(LabelKind.Area, new("Stores"), [])]);

    public static readonly UserFields Four = new() { FirstName = "Ana", LastName = "García", Position = "Cashier", Area = "Stores" };

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static MasterKeys Keys() => new("2026", "2026", new Dictionary<string, byte[]> { ["2026"] = [.. Enumerable.Repeat((byte)7, 32)] });

    public static User User(UserId? id = null) => new()
    {
        Id = id ?? Ana,
        Name = new("Ana", "García"),
        Position = new("Cashier"),
        Area = new("Stores"),
        CreatedAt = Now.AddDays(-100),
        UpdatedAt = Now.AddDays(-1),
        Version = 3,
    };

    public static TeamMembership In(TeamId team, TeamRole role = TeamRole.Member, bool own = false) => new(team, role, own);

    public static ImmutableHashSet<T> Set<T>(params T[] items) => [.. items];

    public static Invitation Invitation(InvitationState state = InvitationState.Queued) => new()
    {
        Id = new(Id(41)),
        User = Ana,
        Channel = InvitationChannel.Link,
        State = state,
        KeyId = "2026",
        CreatedAt = Now,
        DueAt = Now,
        ExpiresAt = Now.AddDays(14),
        Operation = new("op"),
    };
}

/// <summary>Ids in their order, so that a test may name the one that it expects.</summary>
internal sealed class CountedIds : IIds
{
    private int last = 100;

    public Guid Next() => Some.Id(++last);
}
