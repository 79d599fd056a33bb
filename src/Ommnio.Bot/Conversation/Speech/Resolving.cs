using F23.StringSimilarity;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What a typed label means among the known ones.</summary>
internal abstract record Resolved
{
    internal sealed record Known(string Text, bool Inferred) : Resolved;

    internal sealed record Several(IReadOnlyList<string> Texts) : Resolved;

    internal sealed record Unknown : Resolved;
}

/// <summary>Exact, then an alias, then the beginnings of its words, then nearly the same: measured limits, nothing guessed below them.</summary>
internal static class Resolving
{
    private const double Sure = 0.92;
    private const double Likely = 0.80;
    private const double Gap = 0.05;
    private const double Nearly = 0.95;

    // No label is so long, and what is longer was not meant for one.
    private const int Longest = 200;
    private static readonly JaroWinkler Similarity = new();

    internal static Resolved Label(string typed, IReadOnlyList<KnownName> known)
    {
        var key = PlainText.Fold(typed);
        if (known.FirstOrDefault(name => name.Key == key) is { } same)
        {
            return new Resolved.Known(same.Text, false);
        }

        if (known.FirstOrDefault(name => name.Aliases.Contains(key)) is { } alias)
        {
            return new Resolved.Known(alias.Text, true);
        }

        if (key.Length > Longest)
        {
            return new Resolved.Unknown();
        }

        var begun = known.Where(name => Begins(key, name.Key)).ToList();
        return begun.Count == 1 ? new Resolved.Known(begun[0].Text, true)
            : begun.Count > 1 ? new Resolved.Several([.. begun.Take(5).Select(name => name.Text)])
            : Similar(key, known);
    }

    private static Resolved Similar(string key, IReadOnlyList<KnownName> known)
    {
        var near = known
            .Select(name => (name.Text, Score: Similarity.Similarity(key, name.Key)))
            .Where(name => name.Score >= Likely)
            .OrderByDescending(name => name.Score)
            .ToList();
        return near.Count == 0 ? new Resolved.Unknown()
            : near[0].Score >= Sure && (near.Count == 1 || near[0].Score - near[1].Score >= Gap) ? new Resolved.Known(near[0].Text, true)
            : new Resolved.Several([.. near.Take(3).Select(name => name.Text)]);
    }

    /// <summary>Whether two folded names may be one with a slip of the pen.</summary>
    internal static bool AreNear(string one, string other) => one != other && Similarity.Similarity(one, other) >= Nearly;

    /// <summary>Whether two folded words differ in one letter.</summary>
    internal static bool AreAlike(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        var same = shorter.AsSpan().CommonPrefixLength(longer);
        return one != other && longer.Length - shorter.Length <= 1 && shorter.AsSpan(Math.Min(shorter.Length, same + (longer.Length == shorter.Length ? 1 : 0))).SequenceEqual(longer.AsSpan(same + 1));
    }

    // "store ops" begins "Store Operations": each typed word begins the word in its place.
    private static bool Begins(string typed, string label)
    {
        var (said, whole) = (typed.Split(' '), label.Split(' '));
        return said.Length <= whole.Length && typed.Length >= 2 && said.Zip(whole).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal));
    }
}
