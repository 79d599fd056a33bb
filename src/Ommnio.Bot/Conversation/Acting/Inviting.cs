using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Invite Ana", "invite Luis again by SMS now": the ways that are open, what one of them lacks, and then a new invitation; one from before is dead (D48).</summary>
public sealed record Inviting : Act
{
    internal static readonly Pattern Pattern = new(
        "send {who} another invitation|send {who} a new invitation|resend {who} 's invitation|resend the invitation of {who}"
        + "|vuelve a invitar a {who}|invita otra vez a {who}|manda otra invitacion a {who}|envia otra invitacion a {who}|reenvia la invitacion de {who}|reenvia la invitacion a {who}"
        + "|invite {who}|send an invitation to {who}|invita a {who}|invitar a {who}|invita {who}|manda una invitacion a {who}|invite|invita|invitar|invitala|invitalo",
        said => Of(said, isShown: false));

    /// <summary>What is open already is shown as it is; only where there is none, one is made.</summary>
    internal static readonly Pattern Open = new(
        "show {who} 's qr|show {who} 's qr code|show me {who} 's qr|show me {who} 's qr code|show the qr of {who}|show the qr code of {who}|{who} 's qr|{who} 's qr code|print {who} 's invitation|print the invitation of {who}|print {who} 's qr"
        + "|muestra el qr de {who}|muestrame el qr de {who}|ensename el qr de {who}|qr de {who}|el qr de {who}|codigo qr de {who}|imprime la invitacion de {who}|imprime el qr de {who}",
        said => Of(said, isShown: true));

    // Whoever says it again at once has pressed twice.
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(10);

    /// <summary>Null until it is chosen.</summary>
    public Way? Way { get; init; }

    /// <summary>Not to wait for the user's working hours (D50).</summary>
    public bool AtOnce { get; init; }

    /// <summary>What has to stand in the user's data before: an address that was told, a consent that was said.</summary>
    public Edit? First { get; init; }

    /// <summary>To where it goes, as far as it is shown.</summary>
    public string? To { get; init; }

    /// <summary>On whose clock what is said of hours is read.</summary>
    public string? Zone { get; init; }

    /// <summary>Until when the one that is shown works.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>There was an open one, which it replaces (D48).</summary>
    public bool Replaces { get; init; }

    /// <summary>Names the invitation to the use case from the offer on, so that it is made once whatever is clicked how often.</summary>
    public Guid Key { get; init; }

    /// <summary>The invitation that it made, or shows.</summary>
    public string? Made { get; init; }

    /// <summary>What was made waits for the user's working hours.</summary>
    public bool Waits { get; init; }

    /// <summary>Only shown, as it is.</summary>
    public bool IsShown { get; init; }

    internal override bool MayBeValue => true;

    internal override UserAct? Right => UserAct.Invite;

    internal override bool LooksAtInvitation => true;

    private InvitationChannel? Channel => Way switch
    {
        Acting.Way.Email => InvitationChannel.Email,
        Acting.Way.Sms => InvitationChannel.Sms,
        Acting.Way.Qr => InvitationChannel.Qr,
        Acting.Way.Link => InvitationChannel.Link,
        _ => null,
    };

    internal override Move Go(Seen seen)
    {
        var (user, context) = (seen.Who, seen.Context);
        var open = seen.Invitation is { } invitation && InvitationLife.IsLive(invitation.StateAt(context.Now)) ? seen.Invitation : null;
        if (context.Ways.Forbids(user, user.StateAt(context.Now), InvitationChannel.Link) is { } problem)
        {
            return new Move.Tell(Reply.Of("act.refused", Showing.InWords(problem, seen.Language))) { About = Person.Of(user) };
        }

        return this switch
        {
            { IsShown: true } when open is not null => new Move.Do { Wish = this with { Made = open.Id.ToString(), Until = open.ExpiresAt, Zone = OfferedWays.ZoneOf(user, context).Id } },
            { Way: null } => Offer(seen),
            { Way: Acting.Way.Later } => new Move.Tell(Reply.Of("invite.later")) { About = Person.Of(user) },
            { Way: Acting.Way.Email } when user.Email is null && IsSendable(context) => new Move.Ask(Reply.Of("invite.ask.email", user.Name.Full)),
            { Way: Acting.Way.Sms } when user.Phone is null && IsSendable(context) => new Move.Ask(Reply.Of("invite.ask.phone", user.Name.Full)),
            { Way: Acting.Way.Phone } when user.Phone is null => new Move.Ask(Reply.Of("invite.ask.phone", user.Name.Full)),
            { Way: Acting.Way.Sms or Acting.Way.Phone } when user is { Phone: { } phone, PhoneConsent: null } => AsksConsent(phone, new Edit.Set(Field.PhoneConsent, new() { PhoneConsent = true })),
            { Way: Acting.Way.Phone } => new Move.Tell(Reply.Of("invite.phone", user.Name.Full, user.Phone!.Masked)) { About = Person.Of(user) },
            { Channel: { } channel } when context.Ways.Forbids(user, user.StateAt(context.Now), channel) is { } forbids => new Move.Tell(Reply.Of("act.refused", Showing.InWords(forbids, seen.Language))) { About = Person.Of(user) },
            { Channel: { } channel } when open is { AtOnce: var atOnce } just && atOnce == AtOnce && just.Channel == channel && just.By == context.Actor.User && context.Now - just.CreatedAt < JustNow && Key == default => new Move.Tell(Reply.Of("act.already")) { About = Person.Of(user), Now = this with { Made = just.Id.ToString() } },
            _ => new Move.Do { Wish = this with { To = OfferedWays.To(user, Channel), Zone = OfferedWays.ZoneOf(user, context).Id, Key = Key == default ? context.NewId : Key, IsShown = false, Replaces = open is not null } },
        };
    }

    internal override Wish Chosen(string value) => this with { Way = Enum.Parse<Way>(value) };

    // An address or a number, and nothing else that looks like neither.
    internal override Move? Told(string text, Seen seen)
    {
        if (Way == Acting.Way.Email)
        {
            return !text.Contains('@', StringComparison.Ordinal) ? null
                : EmailAddress.Read(text, "email") is { Value: { } email } ? new Move.Do { Wish = this with { First = new Edit.Set(Field.Email, new() { Email = email.Text }) } }
                : Wrong(EmailAddress.Read(text, "email").Problem!, seen);
        }

        var read = PhoneNumber.Read(text, "phone", seen.Context.Catalogue.Organisation.Settings.Region);
        return !text.Any(char.IsAsciiDigit) ? null
            : read.Value is { } phone ? AsksConsent(phone, new Edit.Several([new Edit.Set(Field.Phone, new() { Phone = phone.E164 }), new Edit.Set(Field.PhoneConsent, new() { PhoneConsent = true })]))
            : Wrong(read.Problem!, seen);
    }

    internal override Effect Effect(Guid key) =>
        First is not null ? new Effect.Change(Who!.Id!, First, null)
        : IsShown ? new Effect.ShowInvitation(Who!.Id!, Made!)
        : Made is not null ? new Effect.SendNow(Who!.Id!, Made, Key)
        : new Effect.Invite(Who!.Id!, Key, Channel!.Value, AtOnce);

    internal override Act? Reverse(User before) => First is null && !IsShown ? new Uninviting { Who = Who, IsUndo = true } : null;

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.Done done when First is not null => new Move.Become(this with { First = null }) { Said = done.User.PhoneConsent is null || Way == Acting.Way.Email ? null : Reply.Of("invite.recorded") },
        Input.Invited(var invitation, var shown) => InvitationReplies.Made(this, invitation, shown, seen),
        Input.InvitationShown(var shown) => InvitationReplies.Shown(this, shown, seen),
        _ => base.Learn(result, seen),
    };

    private Move.Which Offer(Seen seen)
    {
        var name = seen.Who.Name.Full;
        return new Move.Which("invite.how", [name], OfferedWays.Choices(seen))
        {
            First = [.. ((Reply?[])[OfferedWays.Before(seen), OfferedWays.Missing(seen)]).OfType<Reply>()],
            Wish = this with { Key = seen.Context.NewId, Made = null, Waits = false },
        };
    }

    private Move.Confirm AsksConsent(PhoneNumber phone, Edit first) => new(Reply.Of("invite.consent", Who!.Name, phone.Masked)) { Wish = this with { First = first } };

    private static Move.Ask Wrong(Core.Wording.Problem problem, Seen seen) => new(Reply.Of("catalogue", Showing.InWords(problem, seen.Language)));

    private bool IsSendable(Context context) => Channel is { } channel && context.Ways.Sendable.Contains(channel);

    private static Inviting? Of(Said said, bool isShown)
    {
        if (said.Find("who") is not { } who)
        {
            return new Inviting { Who = Person.SpokenOf };
        }

        var (name, way) = WayWords.Within(who);
        return Person.Said(name) is { } person ? new() { Who = person, Way = isShown ? Acting.Way.Qr : way.Way, AtOnce = way.AtOnce, IsShown = isShown } : null;
    }
}
