using Microsoft.Extensions.Logging;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Activities;

/// <summary>What a stranger is told, by the key of its words, and who they are if they are none any more.</summary>
internal sealed record Heard(string Words, Administrator? Now);

/// <summary>A stranger's one way in: a pairing code, alone or among other words, in a chat that nobody else reads.</summary>
internal sealed partial class Linking(LinkAccount link, Administrators administrators, Strangers strangers, ILogger<Linking> logger)
{
    internal async Task<Heard> HearAsync(string channel, string account, Input input, CancellationToken cancellationToken)
    {
        if (input is not Input.Text { Raw: var said } || PairingCode.Find(said) is not { } code)
        {
            Log.Stranger(logger, channel);
            return new("stranger", null);
        }

        // Who has guessed too often is refused whatever they type, so that the refusal tells nothing.
        var outcome = strangers.MayTry(channel, account) ? await link.HandleAsync(channel, account, code, cancellationToken) : new LinkAccountOutcome.Refused();
        switch (outcome)
        {
            case LinkAccountOutcome.Linked(var organisation, var user):
                Log.Linked(logger, user.ToString(), channel);
                return new("stranger.linked", await administrators.RefreshAsync(organisation, user, cancellationToken));
            case LinkAccountOutcome.AlreadyLinked:
                return new("stranger.taken", null);
            default:
                strangers.Failed(channel, account);
                Log.Refused(logger, channel);
                return new("stranger.code", null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody without administrator's rights spoke to the bot at {Channel}")]
        internal static partial void Stranger(ILogger logger, string channel);

        [LoggerMessage(Level = LogLevel.Information, Message = "Administrator {Administrator} linked an account of {Channel} by a pairing code")]
        internal static partial void Linked(ILogger logger, string administrator, string channel);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A pairing code that does not work was tried at {Channel}")]
        internal static partial void Refused(ILogger logger, string channel);
    }
}
