namespace Ommnio.LocalHost.DirectLine;

/// <summary>How the channel and the bot know each other: each signs what it sends, for the other alone.</summary>
internal sealed class BotTrust(byte[] key, TimeProvider time)
{
    public const string Channel = "ommnio-local-channel";
    public const string Bot = "ommnio-bot";

    private static readonly TimeSpan OneCall = TimeSpan.FromMinutes(5);
    private readonly SignedTokens toBot = new(key, Channel, Bot, time);
    private readonly SignedTokens fromBot = new(key, Bot, Channel, time);

    public string ForBot(string serviceUrl) => toBot.Issue(OneCall, new Dictionary<string, object> { ["serviceurl"] = serviceUrl });

    public async Task<bool> IsFromBotAsync(HttpRequest request) =>
        (await fromBot.ReadAsync(SignedTokens.Bearer(request))).State == TokenState.Valid;
}
