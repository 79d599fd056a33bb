using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>What is said, in a list, of the invitation of somebody who has not signed up, and what would bring them further.</summary>
internal static class InvitationWords
{
    /// <summary>"not invited yet", or by which way, when, and what has become of it.</summary>
    internal static string Of(Input.Looked looked, Seen seen)
    {
        if (looked is not { User: { } user, Invitation: { } invitation })
        {
            return BotTexts.Say("invitation.none", seen.Language);
        }

        var (zone, now, language) = (OfferedWays.ZoneOf(user, seen.Context), seen.Context.Now, seen.Language);
        var by = BotTexts.Say(OfferedWays.KeyOf(invitation.Channel), language);
        var day = DueWords.Day(invitation.SentAt ?? invitation.ResentAt ?? invitation.CreatedAt, zone, language);
        return invitation.StateAt(now) switch
        {
            InvitationState.Queued when invitation.WaitsAt(now) => BotTexts.Say("invitation.waits", language, by, DueWords.When(invitation.DueAt, zone, now, language)),
            InvitationState.Queued or InvitationState.Sending => BotTexts.Say("invitation.under.way", language, by),
            InvitationState.Failed => BotTexts.Say("invitation.failed", language, by, day),
            InvitationState.Expired => BotTexts.Say("invitation.expired", language, by, day),
            InvitationState.Revoked => BotTexts.Say("invitation.revoked", language),
            _ => BotTexts.Say("invitation.open", language, by, day, DueWords.Day(invitation.ExpiresAt, zone, language)),
        };
    }

    /// <summary>The words that would invite, send again, or send now; null where there is nothing to do but wait, or it is not the administrator's to do.</summary>
    internal static string? Next(Input.Looked looked, Seen seen)
    {
        if (looked.User is not { } user || Authority.On(seen.Context.Actor, UserAct.Invite, Subject.Of(user)) is not Ruling.Allowed)
        {
            return null;
        }

        var now = seen.Context.Now;
        return looked.Invitation?.StateAt(now) switch
        {
            null or InvitationState.Revoked => BotTexts.Say("say.invite", seen.Language, user.Name.Full),
            InvitationState.Failed or InvitationState.Expired => BotTexts.Say("say.resend", seen.Language, user.Name.Full),
            InvitationState.Queued when looked.Invitation.WaitsAt(now) => BotTexts.Say("say.now", seen.Language, user.Name.Full),
            _ => null,
        };
    }
}
