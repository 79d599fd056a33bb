namespace Ommnio.LocalHost.DirectLine;

/// <summary>How the local Direct Line channel is set up.</summary>
public sealed record ChannelOptions
{
    /// <summary>Where the page is served from. A browser on another origin is refused, unless it is in <see cref="Origins"/>.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>Where activities are sent to: the bot's <c>/api/messages</c>.</summary>
    public required Uri BotMessages { get; init; }

    public required ILoggerFactory Logging { get; init; }

    public IReadOnlyList<string> Origins { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>After this the bot is taken to have failed, as the real channel does after 15 s.</summary>
    public TimeSpan BotTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
