using System.Security.Claims;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace Ommnio.Bot.Activities;

/// <summary>
/// Stands around the SDK's authentication: our own proof of who calls, one exit for every refusal, and replies only to where
/// a proved activity came from.
/// </summary>
internal sealed partial class BotAuthentication(IBotTrust trust, ConnectorFactory connectors, ILogger<BotAuthentication> logger) : BotFrameworkAuthentication
{
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        const string scheme = "Bearer ";
        var token = authHeader?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) is true ? authHeader[scheme.Length..].Trim() : null;
        try
        {
            var identity = await trust.ProveAsync(activity, string.IsNullOrEmpty(token) ? null : token, cancellationToken);
            return new() { ClaimsIdentity = identity, Audience = "https://api.botframework.com", CallerId = null, ConnectorFactory = connectors };
        }
        catch (Exception refused) when (refused is not (KeysUnreachableException or OperationCanceledException))
        {
            // The adapter catches only this one type, and the libraries throw many: whatever is wrong with a token must end as a 401.
            Log.Refused(logger, refused is UnauthorizedAccessException ? refused.Message : refused.GetType().Name);
            throw refused as UnauthorizedAccessException ?? new UnauthorizedAccessException("The token is not valid.", refused);
        }
    }

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming is not served.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        Task.FromResult<UserTokenClient>(new NoUserTokens());

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a call of the bot: {Reason}")]
        internal static partial void Refused(ILogger logger, string reason);
    }
}
