using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Send Ana's invitation now", "send it now": what waits for the user's working hours goes at once (D50), whenever that is said.</summary>
public sealed record SendingNow : Act
{
    internal static readonly Pattern Pattern = new(
        "send {who} 's invitation now|send {who} 's invitation right now|send {who} 's invitation at once|send now {who} 's invitation|send {who} their invitation now|send {who} the invitation now"
        + "|send the invitation of {who} now|send the invitation for {who} now|send the invitation to {who} now|let {who} 's invitation go now"
        + "|send it now|send it right now|send it at once|send now|send the invitation now|send that invitation now|let it go now|don't wait|do not wait|send them now|send them both now|send both now|"
        + string.Join('|', Spanish)
        + "|enviala ahora|enviala ya|envialo ahora|envialo ya|mandala ahora|mandala ya|mandalo ahora|mandalo ya|enviar ahora|envia ahora|envia ya|envialas ahora|envialas ya|mandalas ahora|mandalas ya|que salgan ya|que salga ya|que salga ahora|no esperes",
        said => said.Who() is { } who ? new SendingNow { Who = who } : null);

    private static IEnumerable<string> Spanish =>
        from verb in (string[])["envia", "enviar", "enviale", "manda", "mandar", "mandale"]
        from now in (string[])["ahora mismo", "ahora", "ya"]
        from whose in (string[])[" de {who}", " a {who}", " para {who}", ""]
        from way in (string[])[$"{verb} {now} la invitacion{whose}", $"{verb} la invitacion{whose} {now}"]
        select way;

    /// <summary>Only to be offered again to who comes back, if it still waits.</summary>
    public bool IsOffer { get; init; }

    internal override UserAct? Right => IsOffer ? null : UserAct.Invite;

    internal override bool LooksAtInvitation => true;

    internal override Move Go(Seen seen)
    {
        var (user, context, name) = (seen.Who, seen.Context, seen.Who.Name.Full);
        if (seen.Invitation is { } waiting && waiting.WaitsAt(context.Now))
        {
            return IsOffer ? seen.May(UserAct.Invite) ? Offer(waiting, seen) : new Move.Tell() : new Move.Do { Wish = Sure(waiting, seen) };
        }

        return IsOffer ? new Move.Tell() : seen.Invitation?.StateAt(context.Now) switch
        {
            InvitationState.Issued => new Move.Tell(Reply.Of("now.by.hand", name)) { About = Person.Of(user) },
            InvitationState.Queued or InvitationState.Sending or InvitationState.Sent => new Move.Tell(Reply.Of("now.gone", name)) { About = Person.Of(user) },
            _ => new Move.Become(new Inviting { Who = Who, AtOnce = true }),
        };
    }

    // What is done is told by the invitation that it makes.
    internal override Effect Effect(Guid key) => throw new InvalidOperationException("It is done as an invitation.");

    private static Inviting Sure(Invitation waiting, Seen seen) => new()
    {
        Who = Person.Of(seen.Who),
        Way = OfferedWays.WayOf(waiting.Channel),
        Made = waiting.Id.ToString(),
        AtOnce = true,
        Waits = true,
        Key = seen.Context.NewId,
        To = OfferedWays.To(seen.Who, waiting.Channel),
        Zone = OfferedWays.ZoneOf(seen.Who, seen.Context).Id,
    };

    private static Move.Tell Offer(Invitation waiting, Seen seen)
    {
        var (language, title) = (seen.Language, BotTexts.Say("button.now", seen.Language));
        var at = Core.Wording.DueWords.When(waiting.DueAt, OfferedWays.ZoneOf(seen.Who, seen.Context), seen.Context.Now, language);
        return new(Reply.Of("now.offer", seen.Who.Name.Full, at) with { Choices = [new(title, title)] }) { About = Person.Of(seen.Who) };
    }
}
