using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>The ways that this user's data and this deployment leave open, the organisation's own first; of contact data as much as is needed to recognise them.</summary>
internal static class OfferedWays
{
    private static readonly InvitationChannel[] All = [InvitationChannel.Email, InvitationChannel.Sms, InvitationChannel.Link, InvitationChannel.Qr];

    internal static IReadOnlyList<Choice> Choices(Seen seen)
    {
        var (user, language) = (seen.Who, seen.Language);
        var channels = seen.Context.Catalogue.Organisation.Settings.InvitationOrder.Channels.Concat(All).Distinct().Where(channel => IsOpen(channel, seen));
        List<Choice> choices = [.. channels.Select(channel => new Choice(Title(channel, user, language), $"{WayOf(channel)}"))];
        if (user.Phone is not null)
        {
            choices.Add(new(BotTexts.Say("button.way.phone", language), $"{Way.Phone}"));
        }

        return [.. choices, new(BotTexts.Say("button.later", language), $"{Way.Later}")];
    }

    /// <summary>What would open another way; nothing of ways that this deployment has not.</summary>
    internal static Reply? Missing(Seen seen)
    {
        var ways = seen.Context.Ways.Sendable;
        return (ways.Contains(InvitationChannel.Email) && seen.Who.Email is null, ways.Contains(InvitationChannel.Sms) && seen.Who.Phone is null) switch
        {
            (true, true) => Reply.Of("invite.missing"),
            (true, _) => Reply.Of("invite.missing.email"),
            (_, true) => Reply.Of("invite.missing.phone"),
            _ => null,
        };
    }

    /// <summary>What became of the invitation that there is, in words.</summary>
    internal static Reply? Before(Seen seen)
    {
        if (seen.Invitation is not { } invitation)
        {
            return null;
        }

        var (zone, now, language) = (ZoneOf(seen.Who, seen.Context), seen.Context.Now, seen.Language);
        var by = BotTexts.Say(KeyOf(invitation.Channel), language);
        return invitation.StateAt(now) switch
        {
            InvitationState.Queued when invitation.WaitsAt(now) => Reply.Of("invite.before.waits", by, DueWords.When(invitation.DueAt, zone, now, language)),
            InvitationState.Failed => Reply.Of("invite.before.failed", by),
            InvitationState.Expired => Reply.Of("invite.before.expired", by),
            InvitationState.Revoked => Reply.Of("invite.before.revoked"),
            InvitationState.Accepted => null,
            _ => Reply.Of("invite.before.open", by, DueWords.When(invitation.ExpiresAt, zone, now, language)),
        };
    }

    internal static TimeZoneName ZoneOf(User user, Context context) => user.TimeZone ?? context.Catalogue.Organisation.Settings.TimeZone;

    internal static string? To(User user, InvitationChannel? channel) => channel switch
    {
        InvitationChannel.Email => user.Email?.Masked,
        InvitationChannel.Sms => user.Phone?.Masked,
        _ => null,
    };

    internal static Way WayOf(InvitationChannel channel) => channel switch
    {
        InvitationChannel.Email => Way.Email,
        InvitationChannel.Sms => Way.Sms,
        InvitationChannel.Qr => Way.Qr,
        _ => Way.Link,
    };

    // Consent is asked for, once an SMS is chosen.
    private static bool IsOpen(InvitationChannel channel, Seen seen) =>
        seen.Context.Ways.Forbids(seen.Who, seen.Who.StateAt(seen.Context.Now), channel) is null or { Code: "invitation.no_consent" };

    private static string Title(InvitationChannel channel, User user, Language language) => channel switch
    {
        InvitationChannel.Email => BotTexts.Say("button.way.email", language, user.Email!.Masked),
        InvitationChannel.Sms => BotTexts.Say("button.way.sms", language, user.Phone!.Masked),
        InvitationChannel.Qr => BotTexts.Say("button.qr", language),
        _ => BotTexts.Say("button.link", language),
    };

    internal static string KeyOf(InvitationChannel channel) => channel switch
    {
        InvitationChannel.Email => "way.email",
        InvitationChannel.Sms => "way.sms",
        InvitationChannel.Qr => "way.qr",
        _ => "way.link",
    };
}
