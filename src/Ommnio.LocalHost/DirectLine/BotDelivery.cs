using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>Takes activities to the bot, as many at once as come: the real channel does not queue them either.</summary>
internal sealed partial class BotDelivery(ChannelOptions options, BotTrust trust, Uri serviceUrl) : IDisposable
{
    // A restarted worker is on the same address, so connections are not kept for long; the environment's proxy is not asked.
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ILogger log = options.Logging.CreateLogger<BotDelivery>();

    /// <summary>Where the bot sends its replies.</summary>
    public Uri ServiceUrl => serviceUrl;

    /// <returns>False if the bot failed; the conversation then holds an apology.</returns>
    public async Task<bool> SendAsync(Conversation conversation, JsonObject activity, CancellationToken cancellation)
    {
        if (await PostAsync(Activities.ForBot(activity, serviceUrl), conversation.Id, cancellation))
        {
            return true;
        }

        conversation.Log.Append(Activities.Apology(activity));
        return false;
    }

    private async Task<bool> PostAsync(JsonObject activity, string conversation, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.BotTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.BotMessages)
            {
                Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", trust.ForBot(Activities.ServiceUrlText(serviceUrl)));
            using var answer = await http.SendAsync(request, deadline.Token);
            if (!answer.IsSuccessStatusCode)
            {
                Log.BotRefused(log, conversation, answer.StatusCode);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException unreachable)
        {
            Log.BotUnreachable(log, conversation, unreachable);
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Log.BotTooSlow(log, conversation, options.BotTimeout);
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The bot answered {Status} to an activity of conversation {Conversation}")]
        public static partial void BotRefused(ILogger logger, string conversation, HttpStatusCode status);

        [LoggerMessage(LogLevel.Warning, "The bot could not be reached for conversation {Conversation}")]
        public static partial void BotUnreachable(ILogger logger, string conversation, Exception exception);

        [LoggerMessage(LogLevel.Warning, "The bot did not answer within {Timeout} in conversation {Conversation}")]
        public static partial void BotTooSlow(ILogger logger, string conversation, TimeSpan timeout);
    }
}
