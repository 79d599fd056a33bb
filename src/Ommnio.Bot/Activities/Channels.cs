namespace Ommnio.Bot.Activities;

/// <summary>What a channel can do with what the bot says.</summary>
/// <param name="Cards">Shows Adaptive Cards with inputs; elsewhere the text, which is always whole, has to do.</param>
/// <param name="CanUpdate">Takes back what was said, so that a spent card can be replaced.</param>
/// <param name="Suggested">So many buttons under a message.</param>
/// <param name="Narrates">Reads messages out to who cannot see them, and takes the words for it: Web Chat.</param>
internal sealed record Channel(bool Cards, bool CanUpdate, int Suggested, bool Narrates);

internal static class Channels
{
    internal const string DirectLine = "directline";
    private const string WebChat = "webchat";
    internal const string Teams = "msteams";

    /// <summary>Whose tokens are looked at; whatever else a token may say, nobody else gets in.</summary>
    internal static bool IsServed(string? channel) => channel is DirectLine or WebChat or Teams;

    /// <param name="isLocal">The laptop's channel calls itself Direct Line, and can do one thing more.</param>
    internal static Channel Of(string channel, bool isLocal) => channel switch
    {
        DirectLine or WebChat => new(true, isLocal, 100, true),
        Teams => new(true, true, 3, false),
        _ => new(false, false, 0, false),
    };
}
