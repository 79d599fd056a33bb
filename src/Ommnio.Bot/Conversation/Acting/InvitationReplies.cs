using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>The QR code of an invitation as a picture.</summary>
/// <param name="Data">The picture itself, so that fetching it takes no address that works for whoever has it.</param>
public sealed record ShownQr(string Data, string Name, string PrintLink);

/// <summary>What is said of an invitation that was made, or is shown.</summary>
internal static class InvitationReplies
{
    internal static Move.Tell Made(Inviting wish, Invitation invitation, InvitationToPassOn? toPassOn, Seen seen)
    {
        var waits = invitation.WaitsAt(seen.Context.Now);
        var now = wish with { Way = OfferedWays.WayOf(invitation.Channel), Made = invitation.Id.ToString(), Waits = waits, Until = invitation.ExpiresAt };
        if (toPassOn is not null)
        {
            return Shown(now, toPassOn, seen);
        }

        var (name, to) = (wish.Who!.Name, wish.To ?? "");
        var reply = waits
            ? Reply.Of("invited.waits", name, to, When(invitation.DueAt, wish, seen)) with { Choices = [Choice("button.now", seen)] }
            : Reply.Of("invited.sent", name, to);
        return Tell(reply, now);
    }

    internal static Move.Tell Shown(Inviting wish, InvitationToPassOn toPassOn, Seen seen)
    {
        var (name, until) = (wish.Who!.Name, wish.Until is { } end ? When(end, wish, seen) : "");
        var reply = wish.Way != Way.Qr ? Reply.Of("invited.link", name, until, toPassOn.Link) with { Choices = [Choice("button.qr", seen)] }
            : seen.Context.HasCards ? Reply.Of("invited.qr", name, until, toPassOn.Link) with { Card = CardKind.Invitation, Qr = new($"data:image/png;base64,{Convert.ToBase64String(toPassOn.Png.Span)}", name, toPassOn.PrintLink) }
            : Reply.Of("invited.qr.text", name, until, toPassOn.Link, toPassOn.PrintLink);
        return Tell(reply, wish);
    }

    // Whoever has the one from before is not left with a link that has died in silence.
    private static Move.Tell Tell(Reply reply, Inviting now) =>
        new([.. now.Replaces ? (Reply[])[Reply.Of("invited.replaces")] : [], reply]) { About = now.Who, Now = now with { Replaces = false } };

    private static string When(DateTimeOffset at, Inviting wish, Seen seen)
    {
        var zone = TimeZoneName.Read(wish.Zone, "timeZone").Value ?? seen.Context.Catalogue.Organisation.Settings.TimeZone;
        return DueWords.When(at, zone, seen.Context.Now, seen.Language);
    }

    private static Choice Choice(string key, Seen seen) => BotTexts.Say(key, seen.Language) is var title ? new(title, title) : null!;
}
