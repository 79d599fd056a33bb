namespace Ommnio.Core.Wording;

/// <summary>The languages that our own texts exist in (D12).</summary>
public enum Language
{
    English,
    Spanish,
}

public static class Languages
{
    /// <summary>
    /// The language of our texts for a language tag or an Accept-Language list: Spanish for <c>es</c> and <c>ca</c>,
    /// English for <c>en</c>, otherwise <paramref name="fallback"/>. Weights are honoured; the first of equals wins.
    /// </summary>
    public static Language For(string? tags, Language fallback = Language.English)
    {
        var best = fallback;
        var weight = 0.0;
        foreach (var entry in (tags ?? "").Split(','))
        {
            var parts = entry.Split(';', StringSplitOptions.TrimEntries);
            if (Known(parts[0]) is { } language && Weight(parts) is var mine && mine > weight)
            {
                (best, weight) = (language, mine);
            }
        }

        return best;
    }

    private static Language? Known(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "es" or "ca" => Language.Spanish,
        "en" => Language.English,
        _ => null,
    };

    private static double Weight(string[] parts)
    {
        var q = parts.Skip(1).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return q is null ? 1 : double.TryParse(q.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
