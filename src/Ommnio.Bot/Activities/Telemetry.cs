using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What the bot tells of its turns: docs/telemetry.md lists it. Nothing of what is said, and nobody, is in it.</summary>
internal static class Telemetry
{
    internal const string Name = "Ommnio.Bot";
    internal const string Turn = "bot turn";
    internal const string Understand = "understand";
    internal const string Reply = "bot reply";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Turns = Meter.CreateCounter<long>("ommnio.bot.turns", "{turn}", "Turns of the bot");
    private static readonly Counter<long> Misses = Meter.CreateCounter<long>("ommnio.bot.misses", "{turn}", "Turns in which the bot did not understand");

    internal static Activity? BeginTurn(string channel) => Source.StartActivity(Turn)?.SetTag("ommnio.channel", Known(channel));

    /// <param name="outcome">One of <c>answered</c>, <c>repeated</c>, <c>stranger</c>, <c>private</c> and <c>fault</c>.</param>
    internal static void EndTurn(Activity? turn, string channel, string outcome)
    {
        turn?.SetTag("ommnio.outcome", outcome).SetStatus(outcome == "fault" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        Turns.Add(1, new("ommnio.channel", Known(channel)), new("ommnio.outcome", outcome));
    }

    internal static void Missed(Language language) => Misses.Add(1, new KeyValuePair<string, object?>("ommnio.language", Naming.CamelCase(language)));

    // The name is the sender's word: only those that we serve become a tag.
    private static string Known(string channel) => Channels.IsServed(channel) ? channel : "other";
}
