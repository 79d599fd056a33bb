using System.Collections.Immutable;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Conversation;

/// <summary>The organisation that all transcripts talk about.</summary>
internal static class Fixture
{
    internal static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    internal static readonly Catalogue Catalogue = new(
        new(new("fixture"), "Acme", new("en", TimeZoneName.Read("Europe/Madrid", "timeZone").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday])),
        [new(new(Id(1)), "Night shift", null, TeamRole.Member, [new(new(Id(12)))]), new(new(Id(2)), "Bakery", null, TeamRole.Member, [])],
        [new(new(Id(11)), "All staff", ChatGroupKind.ReadOnly, null), new(new(Id(12)), "Night shift chat", ChatGroupKind.Open, null)],
        [
            Known(LabelKind.Area, "Sales", "Ventas"), Known(LabelKind.Area, "Store Operations"), Known(LabelKind.Area, "Human Resources", "HR", "RRHH"), Known(LabelKind.Area, "Marketing"),
            Known(LabelKind.Location, "Madrid Centro"), Known(LabelKind.Location, "Valencia"),
        ]);

    /// <param name="scope">A Team Administrator's teams; null: an Account Administrator.</param>
    internal static Actor Actor(IEnumerable<TeamId>? scope) => new(Catalogue.Organisation.Id, new UserId(Id(999)), WayIn.Bot, scope?.ToImmutableHashSet());

    internal static Context Context(Language locale, DateTimeOffset now, int turn, bool hasCards = true) =>
        new(Catalogue, "Marta", Actor(null), locale, now, Id(1_000 + turn), hasCards) { Ways = new([InvitationChannel.Email, InvitationChannel.Sms]) };

    /// <summary>What the storage would answer.</summary>
    internal static Input Answer(Effect effect) => Answer(effect, [], seesOthers: true);

    /// <param name="more">Who else has been registered meanwhile.</param>
    /// <param name="seesOthers">A Team Administrator of another team sees none of them.</param>
    internal static Input Answer(Effect effect, IReadOnlyList<FoundUser> more, bool seesOthers) => effect switch
    {
        Effect.FindUsers(var query) => new Input.UsersFound(query, [.. Users.Concat(more).Where(user => seesOthers && PlainText.Fold(user.Name).StartsWith(PlainText.Fold(query), StringComparison.Ordinal))]),
        Effect.FindDuplicates(var fields) => Duplicates(fields, more, seesOthers),
        Effect.Register(_, var fields, { } known) when Duplicates(fields, more, seesOthers) is var found && found.Namesakes.Any(user => !known.Contains(user.Id)) => found with { Taken = [] },
        Effect.Register(_, var fields, _) when Duplicates(fields, more, seesOthers).Taken is { Count: > 0 } taken => new Input.RegistrationRefused(taken),
        Effect.Register(_, var fields, _) => Registered(fields),
        Effect.KeepList keep => new Input.ListKept(keep.Batch, keep.Users.Count(user => !IsKnown(user, more, seesOthers)), [.. keep.Users.Where(user => IsKnown(user, more, seesOthers)).Select(user => (user.Line, $"{user.Fields.FirstName} {user.Fields.LastName}"))]),
        Effect.RegisterList part => new Input.ListRegistered(part.Batch, part.From, 0, []),
        Effect.FindPeople => new Input.PeopleFound([]),
        Effect.Look => new Input.Looked(null),
        Effect.List => new Input.Listed([], 0, true, null),
        _ => new Input.Refused([new("user.not_found", null)]),
    };

    internal static Input Registered(UserFields fields, int id = 70)
    {
        var (user, _, problems) = new ReadUser(fields with { RelatedTo = null }, Catalogue, Actor(null), null, null, fields.PhoneConsent is true, Start).Read(new(Id(id)));
        return user is null ? new Input.RegistrationRefused(problems) : new Input.Registered(user, []);
    }

    internal static Invitees Invitees(DateTimeOffset now) => new(Catalogue, Actor(null), new([InvitationChannel.Email, InvitationChannel.Sms]), now);

    private static readonly FoundUser[] Users =
    [
        new("a1", "Ana García", "Sales") { Position = "Cashier", Code = "A-17" },
        new("a2", "Ana García", "Marketing") { Position = "Designer" },
        new("b1", "Bea López", "Human Resources") { Position = "Recruiter" },
    ];

    internal static bool IsKnown(PastedUser user, IReadOnlyList<FoundUser> more, bool seesOthers) => Duplicates(user.Fields, more, seesOthers) is { Taken.Count: > 0 } or { Namesakes.Count: > 0 };

    private static Input.DuplicatesFound Duplicates(UserFields fields, IReadOnlyList<FoundUser> more, bool seesOthers)
    {
        var all = Users.Concat(more).ToList();
        var name = PlainText.Fold($"{fields.FirstName} {fields.LastName}");
        var holder = all.Find(user => user.Code is not null && user.Code.Equals(fields.Code, StringComparison.OrdinalIgnoreCase));
        return new(
            holder is null ? [] : seesOthers ? [new("user.code.taken", "code", holder.Name, holder.Area)] : [new("user.code.taken", "code")],
            [.. all.Where(user => seesOthers && PlainText.Fold(user.Name) == name)],
            [.. all.Where(user => seesOthers && PlainText.Fold(user.Name) != name)]);
    }

    private static KnownLabel Known(LabelKind kind, string text, params string[] aliases) => new(kind, new(text), [.. aliases]);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
