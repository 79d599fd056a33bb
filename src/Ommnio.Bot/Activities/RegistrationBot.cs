using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Inviting;

namespace Ommnio.Bot.Activities;

/// <summary>Where links to invitations lead and how they are shown, and whether the channel is the laptop's.</summary>
/// <param name="QrPicture">The QR code of a link, as PNG.</param>
/// <param name="PrintLink">Where a ticket opens the page to be printed.</param>
/// <param name="MintKey">An API key that nobody has seen yet, for what asks for it by name.</param>
public sealed record BotSettings(InvitationLink InvitationLink, Func<string, byte[]> QrPicture, Func<string, string> PrintLink, Func<string, MintedKey> MintKey)
{
    internal bool IsLocal { get; init; }
}

/// <summary>Between activities and turns: who speaks is what the channel vouches for, never what the activity says of itself.</summary>
internal sealed partial class RegistrationBot(Administrators administrators, Turns turns, Lanes lanes, SpentCards cards, AdministratorChats chats, Strangers strangers, Linking linking, AttachedFiles files, BotSettings settings, ILogger<RegistrationBot> logger) : IBot
{
    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        var channel = Channels.Of(activity.ChannelId, settings.IsLocal);
        if (Arrivals.Of(activity, channel) is not { } arrival || Arrivals.AccountOf(activity) is not { Length: > 0 } account)
        {
            return;
        }

        using var span = Telemetry.BeginTurn(activity.ChannelId);
        var outcome = "fault";
        try
        {
            outcome = await HearAsync(turnContext, channel, account, arrival, span, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // One of the three places where a fault ends: channels repeat what failed, so the turn says so and ends well.
            await ApologiseAsync(turnContext, fault, cancellationToken);
        }
        finally
        {
            Telemetry.EndTurn(span, activity.ChannelId, outcome);
        }
    }

    /// <returns>What became of it, for telemetry.</returns>
    private async Task<string> HearAsync(ITurnContext turnContext, Channel channel, string account, Arrival arrival, System.Diagnostics.Activity? span, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        // Others read there too, so nothing is heard and nothing of anybody's is said.
        if (Arrivals.IsAmongOthers(activity))
        {
            if (arrival.Input is not Input.Joined && strangers.MayBeAnswered(activity.ChannelId, account))
            {
                await turnContext.SendActivityAsync(Speaking.Say("private", activity.Locale, $"https://teams.microsoft.com/l/chat/0/0?users={Uri.EscapeDataString(activity.Recipient?.Id ?? "")}"), cancellationToken);
            }

            return "private";
        }

        if (await administrators.FindAsync(activity.ChannelId, account, cancellationToken) is { } administrator)
        {
            span?.SetTag("ommnio.organisation", administrator.Actor.Organisation.Value);
            return await AnswerAsync(turnContext, channel, administrator, arrival, cancellationToken) ? "answered" : "repeated";
        }

        if (strangers.MayBeAnswered(activity.ChannelId, account))
        {
            await MeetAsync(turnContext, channel, account, arrival, cancellationToken);
        }

        return "stranger";
    }

    private async Task MeetAsync(ITurnContext turnContext, Channel channel, string account, Arrival arrival, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        var heard = await linking.HearAsync(activity.ChannelId, account, arrival.Input, cancellationToken);
        await turnContext.SendActivityAsync(Speaking.Say(heard.Words, activity.Locale), cancellationToken);
        if (heard.Now is { } administrator)
        {
            await AnswerAsync(turnContext, channel, administrator, arrival with { Input = Arrivals.Welcome(activity) }, cancellationToken);
        }
    }

    /// <returns>False for a delivery that was seen before: nothing was said.</returns>
    private async Task<bool> AnswerAsync(ITurnContext turnContext, Channel channel, Administrator administrator, Arrival arrival, CancellationToken cancellationToken)
    {
        var conversation = turnContext.Activity.Conversation.Id;
        var input = await files.OpenAsync(turnContext.Activity, arrival.Input, cancellationToken);

        // Until it has answered: a second click's "that is done already" comes after what was done.
        using var lane = await lanes.EnterAsync((administrator.Actor.Organisation, administrator.User), cancellationToken);
        var turn = await turns.RunAsync(administrator, arrival with { Input = input }, cancellationToken);
        if (channel.CanUpdate && turn.Messages.Count > 0 && cards.Take(administrator, conversation, turn.EndsCards) is { } spent)
        {
            await ReplaceAsync(turnContext, spent.Activity, Speaking.Spent(spent.Message), cancellationToken);
        }

        // What was typed is not left to be read again; other channels let nobody change what a person wrote.
        if (settings.IsLocal && turn.HeldSecret && turnContext.Activity.Id is { Length: > 0 } typed)
        {
            await ReplaceAsync(turnContext, typed, Speaking.Hidden(turnContext.Activity.Locale), cancellationToken);
        }

        await chats.RememberAsync(administrator, turnContext.Activity, cancellationToken);
        foreach (var message in turn.Messages)
        {
            using var reply = Telemetry.Source.StartActivity(Telemetry.Reply);
            var sent = await turnContext.SendActivityAsync(Speaking.Of(message, channel), cancellationToken);
            if (channel.CanUpdate && message is { CardJson: not null, Stays: false } && sent?.Id is { Length: > 0 } id)
            {
                cards.Show(administrator, conversation, id, message);
            }
        }

        return turn.Messages.Count > 0;
    }

    // What cannot be replaced stays as it is: a card's revision refuses it, and the turn is answered.
    private async Task ReplaceAsync(ITurnContext turnContext, string shown, Activity words, CancellationToken cancellationToken)
    {
        words.Id = shown;
        words.ApplyConversationReference(turnContext.Activity.GetConversationReference());
        try
        {
            await turnContext.UpdateActivityAsync(words, cancellationToken);
        }
        catch (ErrorResponseException refused)
        {
            Log.Stays(logger, refused);
        }
    }

    private async Task ApologiseAsync(ITurnContext turnContext, Exception fault, CancellationToken cancellationToken)
    {
        var reference = Guid.NewGuid().ToString("N")[..8];
        Log.Fault(logger, reference, fault);
        try
        {
            await turnContext.SendActivityAsync(Speaking.Say("fault", turnContext.Activity.Locale, reference), cancellationToken);
        }
        catch (Exception unsent) when (!cancellationToken.IsCancellationRequested)
        {
            // The channel takes no replies now: what was stored is stored, and a delivery again would only find it done.
            Log.Unsent(logger, reference, unsent);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A bot turn failed; reference {Reference}")]
        internal static partial void Fault(ILogger logger, string reference, Exception fault);

        [LoggerMessage(Level = LogLevel.Error, Message = "The channel did not take the apology; reference {Reference}")]
        internal static partial void Unsent(ILogger logger, string reference, Exception fault);

        [LoggerMessage(Level = LogLevel.Information, Message = "A card that was answered, or an ID that was typed, could not be replaced")]
        internal static partial void Stays(ILogger logger, Exception refused);
    }
}
