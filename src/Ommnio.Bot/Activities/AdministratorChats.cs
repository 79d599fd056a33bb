using System.Collections.Concurrent;
using System.Net;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What the bot is known by where it speaks first.</summary>
internal sealed record BotName(string Id);

/// <summary>Remembers where each administrator last spoke, and speaks to them there without being asked.</summary>
internal sealed partial class AdministratorChats(CloudAdapter adapter, BotName name, Administrators administrators, IChats chats, ILogger<AdministratorChats> logger) : IAdministratorChats
{
    private const int Most = 10_000;

    // Channels send a tenth of it. Where somebody sends more, the bot does not speak first.
    private const int Longest = 16_000;
    private readonly ConcurrentDictionary<(OrganisationId Organisation, UserId User), string> remembered = new();

    /// <summary>A write only where the administrator speaks in another conversation than before, as far as this process knows.</summary>
    internal async Task RememberAsync(Administrator administrator, Activity activity, CancellationToken cancellationToken)
    {
        var key = (administrator.Actor.Organisation, administrator.User);
        var where = $"{activity.ServiceUrl} {activity.Conversation.Id}";
        if (remembered.TryGetValue(key, out var known) && known == where)
        {
            return;
        }

        var chat = JsonConvert.SerializeObject(activity.GetConversationReference());
        if (chat.Length > Longest)
        {
            return;
        }

        await chats.RememberAsync(key.Organisation, key.User, chat, cancellationToken);
        if (remembered.Count >= Most)
        {
            remembered.Clear();
        }

        remembered[key] = where;
    }

    public async Task<bool> TellAsync(OrganisationId organisation, UserId administrator, User user, InvitationNews news, Problem? why, CancellationToken cancellationToken)
    {
        // Rights are read when something is told, not when it was asked for.
        if (await administrators.RefreshAsync(organisation, administrator, cancellationToken) is not { } now
            || !Authority.MaySee(now.Actor, Subject.Of(user))
            || await chats.FindAsync(organisation, administrator, cancellationToken) is not { } kept
            || JsonConvert.DeserializeObject<ConversationReference>(kept) is not { } chat)
        {
            return false;
        }

        var said = news switch
        {
            InvitationNews.Accepted => Speaking.Say("news.accepted", chat.Locale, user.Name.Full),
            InvitationNews.Failed => Speaking.Say("news.failed", chat.Locale, user.Name.Full, Words.Say(why!, Languages.For(chat.Locale))),
            _ => Speaking.Say("news.asked", chat.Locale, user.Name.Full),
        };
        try
        {
            await adapter.ContinueConversationAsync(name.Id, chat, (turn, token) => turn.SendActivityAsync(said, token), cancellationToken);
            return true;
        }
        catch (Exception gone) when (gone is UnauthorizedAccessException or ErrorResponseException { Response.StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Forbidden })
        {
            // The conversation has ended, or lies where this bot does not speak any more.
            Log.Gone(logger, administrator.ToString(), gone.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Administrator {Administrator} could not be told: their chat is gone ({Reason})")]
        internal static partial void Gone(ILogger logger, string administrator, string reason);
    }
}
