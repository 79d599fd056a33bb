using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Time zones by what people call them: an IANA id, a city, a country, a Windows name. More than one is asked back; an offset or abbreviation does not say when clocks change and is none.</summary>
internal static partial class Zones
{
    private static readonly OffsetPattern Offset = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    private static readonly Dictionary<string, string> ByAlias = ZoneNames.Places
        .SelectMany(place => ((string[])[place.Value.English, place.Value.Spanish]).Select(name => (Name: name, Id: place.Key)))
        .Concat(ZoneAliases.Places.SelectMany(place => place.Aliases.Split('|').Select(name => (Name: name, place.Id))))
        .Select(pair => (Key: PlainText.Fold(pair.Name), pair.Id))
        .DistinctBy(pair => pair.Key)
        .ToDictionary(pair => pair.Key, pair => pair.Id);

    private static readonly ILookup<string, string> ByLastPart =
        TimeZoneName.All.Where(id => id.Contains('/', StringComparison.Ordinal)).ToLookup(id => PlainText.Fold(LastPart(id)));

    private static readonly ILookup<string, string> ByCountryName =
        TzdbDateTimeZoneSource.Default.ZoneLocations!.ToLookup(place => PlainText.Fold(place.CountryName), place => place.ZoneId);

    private static readonly ILookup<string, string> ByCountryCode =
        TzdbDateTimeZoneSource.Default.ZoneLocations!.ToLookup(place => place.CountryCode, place => place.ZoneId);

    /// <summary>The zones that the text may mean: one is sure, several are to be asked, none is unknown.</summary>
    internal static IReadOnlyList<string> Find(string text) => Named(text) is { Count: > 0 } named ? named : Clock(PlainText.Fold(text)) is { } place ? Named(place) : [];

    // "London time", "hora de Canarias": whose clock it is.
    private static string? Clock(string folded) =>
        folded.EndsWith(" time", StringComparison.Ordinal) ? folded[..^5]
        : folded.StartsWith("hora de ", StringComparison.Ordinal) ? folded[8..]
        : folded.StartsWith("hora ", StringComparison.Ordinal) ? folded[5..]
        : null;

    private static IReadOnlyList<string> Named(string text)
    {
        if (TimeZoneName.Read(text, "timeZone").Value is { } exact)
        {
            return [exact.Id];
        }

        var key = PlainText.Fold(text);
        return IsOffset(text) ? []
            : ByAlias.TryGetValue(key, out var place) ? [place]
            : ZoneAliases.Countries.TryGetValue(key, out var code) ? [.. ByCountryCode[code]]
            : ByCountryName[key].Any() ? [.. ByCountryName[key]]
            : TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var iana) && TimeZoneName.Read(iana, "timeZone").Value is { } windows ? [windows.Id]
            : [.. ByLastPart[key]];
    }

    /// <summary>Whether a clock is spoken of, and a place that has one.</summary>
    internal static bool IsClock(string text) => text.Length < 60 && PlainText.Fold(text) is var key && Clock(key) is { } place && Named(place).Count > 0;

    /// <summary>"GMT+2", "PST": it says how late it is now, not when clocks change.</summary>
    internal static bool IsOffset(string text) => Bare.IsMatch(text.Trim());

    /// <summary>How far its clocks are from UTC at a moment, as <c>UTC+02:00</c>.</summary>
    internal static string OffsetOf(string id, DateTimeOffset now) =>
        TimeZoneName.Read(id, "timeZone").Value is { } zone ? $"UTC{Offset.Format(zone.Zone.GetUtcOffset(Instant.FromDateTimeOffset(now)))}" : id;

    private static string LastPart(string id) => id.Split('/')[^1].Replace('_', ' ');

    [GeneratedRegex(@"^(?:(?:gmt|utc|z)?\s*[-+−]\s*[0-9]{1,2}(?::?[0-9]{2})?|gmt|z|cet|cest|wet|west|eet|eest|bst|ist|msk|pst|pdt|mst|mdt|cst|cdt|est|edt|jst|art|brt|pet|cot|clt|vet)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Bare { get; }
}
