using System.Globalization;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>
/// "Invite everyone in Bakery by e-mail", "invite them" after a list: who is pending and has no invitation that works. How many, and by
/// which way, is settled first; only what is sent is offered, for a hundred links are nothing to pass on.
/// </summary>
public sealed record InvitingAll : Act
{
    /// <summary>More are not invited between two messages.</summary>
    internal const int Most = 200;

    internal static readonly Pattern Pattern = new(
        "invite {whom}|send invitations to {whom}|send an invitation to {whom}|send the invitations to {whom}|send the invitations|send them the invitations|send out the invitations"
        + "|invita a {whom}|invitar a {whom}|invita {whom}|envia invitaciones a {whom}|envia la invitacion a {whom}|manda invitaciones a {whom}|manda la invitacion a {whom}|envia las invitaciones|manda las invitaciones|envia las invitaciones a {whom}|manda las invitaciones a {whom}|invitalos a todos|invitalas a todas|invitalos|invitalas|invitarlos|invitarlas"
        + "|send the invitations {how}|send out the invitations {how}|envia las invitaciones {how}|manda las invitaciones {how}|invitalos a todos {how}|invitalas a todas {how}|invitalos {how}|invitalas {how}|invitarlos {how}|invitarlas {how}",
        Of);

    private static readonly HashSet<string> Everyone =
    [
        "everyone", "everybody", "all", "all of them", "them all", "all users", "all the users", "both", "both of them", "everyone on the list", "everyone in the list", "the whole list", "the people on the list",
        "todos", "todas", "todos ellos", "todo el mundo", "todos los usuarios", "ambos", "los dos", "las dos", "todos los de la lista", "los de la lista", "toda la lista",
    ];

    private static readonly HashSet<string> Pending =
    [
        "everyone who is pending", "everybody who is pending", "all who are pending", "all pending users", "all the pending users", "pending users", "the pending users", "those who are pending",
        "everyone who has not accepted", "everyone who hasn't accepted", "everyone who has not been invited", "everyone who hasn't been invited", "those who have not been invited",
        "los pendientes", "todos los pendientes", "todos los que estan pendientes", "los que estan pendientes", "los usuarios pendientes", "todos los usuarios pendientes",
        "los que no han aceptado", "todos los que no han aceptado", "los que no estan invitados", "todos los que no estan invitados", "los que faltan", "todos los que faltan",
    ];

    private static readonly string[] Within = ["everyone in ", "everybody in ", "everyone at ", "everybody at ", "everyone from ", "everybody from ", "all of ", "all in ", "all pending users in ", "all users in ", "the whole ", "todos los de ", "todos los del ", "todos en ", "todas las de ", "todo el ", "toda el ", "todos los pendientes de ", "los pendientes de "];

    /// <summary>Whose list it was; null: whoever is pending, at <see cref="Wish.Place"/> or anywhere.</summary>
    public Guid? List { get; init; }

    /// <summary>How many are to be invited, as far as it is known.</summary>
    public int Count { get; init; }

    /// <summary>The way that was said, or chosen; null: none yet.</summary>
    public Way? Way { get; init; }

    /// <summary>Where the way is not open to a user, the other one.</summary>
    public bool OrElse { get; init; }

    /// <summary>Not to wait for the users' working hours (D50).</summary>
    public bool AtOnce { get; init; }

    public bool IsSure { get; init; }

    /// <summary>Whoever is pending is meant, also right after a list.</summary>
    public bool SaysPending { get; init; }

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup, PlaceKind.Area, PlaceKind.Location];

    private PeopleQuery Query => (Place is { } place ? WhoIsIn.In(place) : new()) with { State = Naming.CamelCase(UserState.Pending) };

    internal override Move Go(Seen seen) => this switch
    {
        { Way: Acting.Way.Later } => new Move.Tell(Reply.Of("invite.later")),
        { IsSure: true } => new Move.Do(),
        { List: not null } => Offer([], Count, seen),
        _ => new Move.Read(new Effect.List(Query, null)),
    };

    internal override Wish Chosen(string value) =>
        this with { Way = value == "either" ? Acting.Way.Email : Enum.Parse<Way>(value), OrElse = value == "either", IsSure = true };

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.Listed { People: [] } => new Move.Tell(Place is null ? Reply.Of("list.pending.none") : Reply.Of("invite.all.none", Place.Shown(seen.Language))),
        Input.Listed { IsCounted: var isCounted } listed when !isCounted || listed.People.Count + listed.Beyond > Most => new Move.Tell(Reply.Of("invite.all.too.many", Most.ToString(CultureInfo.InvariantCulture))),
        Input.Listed listed => Offer([.. listed.People.Select(person => person.Name)], listed.People.Count + listed.Beyond, seen),
        Input.InvitedAll(var users) => new Move.Tell(Told(users, seen)),
        _ => base.Learn(result, seen),
    };

    internal override Effect Effect(Guid key) => new Effect.InviteAll(Query, List, [Channel, .. OrElse ? [InvitationChannel.Sms] : (InvitationChannel[])[]], AtOnce);

    private InvitationChannel Channel => Way == Acting.Way.Email ? InvitationChannel.Email : InvitationChannel.Sms;

    private Move Offer(List<string> names, int count, Seen seen)
    {
        var (sendable, language) = (seen.Context.Ways.Sendable, seen.Language);
        Way[] ways = [.. ((Way[])[Acting.Way.Email, Acting.Way.Sms]).Where(way => sendable.Contains((this with { Way = way }).Channel))];
        if (ways.Length == 0)
        {
            return new Move.Tell(Reply.Of("invite.all.by.hand"));
        }

        var counted = this with { Count = count };
        var whom = names.Count > 0 ? $"{Listing.Count(count, language)} ({Listing.Names(names, count, language)})" : Listing.Count(count, language);
        if (Way is { } said)
        {
            return ways.Contains(said)
                ? new Move.Confirm(Reply.Of(AtOnce ? "invite.all.sure.now" : "invite.all.sure", whom, BotTexts.Say(OfferedWays.KeyOf(Channel), language))) { Wish = counted with { IsSure = true } }
                : new Move.Tell(Reply.Of("invite.all.by.hand"));
        }

        List<Choice> choices = [.. ways.Select(way => new Choice(BotTexts.Say(way == Acting.Way.Email ? "button.email" : "button.sms", language), $"{way}"))];
        choices.InsertRange(0, ways.Length > 1 ? [new(BotTexts.Say("button.either", language), "either")] : (Choice[])[]);
        return new Move.Which("invite.all.how", [whom], [.. choices, new(BotTexts.Say("button.later", language), $"{Acting.Way.Later}")]) { Wish = counted };
    }

    private static List<Reply> Told(IReadOnlyList<InvitedUser> users, Seen seen)
    {
        var language = seen.Language;
        var invited = users.Where(user => user.Channel is not null).ToList();
        List<Reply> replies = [];
        if (invited.Count > 0)
        {
            var by = invited.GroupBy(user => user.Channel!.Value).Select(some => BotTexts.Say("invite.all.by", language, Number(some.Count()), BotTexts.Say(OfferedWays.KeyOf(some.Key), language)));
            replies.Add(Reply.Of("invite.all.done", Number(invited.Count), string.Join(", ", by)));
        }

        if (invited.Count(user => user.Waits) is > 0 and var waiting)
        {
            replies.Add(Reply.Of("invite.all.wait", Number(waiting)));
        }

        if (users.Where(user => user.Channel is null && user.Problem is null).ToList() is { Count: > 0 } kept)
        {
            replies.Add(Reply.Of("invite.all.kept", Listing.Names([.. kept.Select(user => user.Name)], kept.Count, language)));
        }

        foreach (var some in users.Where(user => user.Problem is not null).GroupBy(user => Showing.InWords(user.Problem!, language)))
        {
            replies.Add(Reply.Of("invite.all.not", Listing.Names([.. some.Select(user => user.Name)], some.Count(), language), some.Key));
        }

        return replies.Count > 0 ? replies : [Reply.Of("invite.all.gone")];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static InvitingAll? Of(Said said)
    {
        if (said.Find("whom") is not { } whom)
        {
            return said.Find("how") is not { } how ? new() : WayWords.Of(how) is { } named ? new() { Way = named.Way, AtOnce = named.AtOnce } : null;
        }

        var (name, way) = WayWords.Within(whom);
        var key = PlainText.Fold(name);
        return Everyone.Contains(key) ? new() { Way = way.Way, AtOnce = way.AtOnce }
            : Pending.Contains(key) ? new() { Way = way.Way, AtOnce = way.AtOnce, SaysPending = true }
            : Within.FirstOrDefault(begin => key.StartsWith(begin, StringComparison.Ordinal)) is { } begin && key.Length > begin.Length ? new() { Place = new(name[begin.Length..]), Way = way.Way, AtOnce = way.AtOnce }
            : null;
    }
}
