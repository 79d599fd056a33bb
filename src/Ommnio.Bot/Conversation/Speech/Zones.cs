using NodaTime.TimeZones;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Time zones by what people call them: an IANA id, a city, a country. More than one is asked back; an offset or abbreviation has no rule and is none.</summary>
internal static class Zones
{
    private static readonly Dictionary<string, string> Cities = new()
    {
        ["barcelona"] = "Europe/Madrid",
        ["valencia"] = "Europe/Madrid",
        ["sevilla"] = "Europe/Madrid",
        ["bilbao"] = "Europe/Madrid",
        ["malaga"] = "Europe/Madrid",
        ["londres"] = "Europe/London",
        ["paris"] = "Europe/Paris",
        ["lisboa"] = "Europe/Lisbon",
        ["berlin"] = "Europe/Berlin",
        ["roma"] = "Europe/Rome",
        ["bruselas"] = "Europe/Brussels",
        ["canarias"] = "Atlantic/Canary",
        ["canary islands"] = "Atlantic/Canary",
        ["las palmas"] = "Atlantic/Canary",
        ["tenerife"] = "Atlantic/Canary",
        ["nueva york"] = "America/New_York",
        ["nyc"] = "America/New_York",
        ["miami"] = "America/New_York",
        ["boston"] = "America/New_York",
        ["cdmx"] = "America/Mexico_City",
        ["ciudad de mexico"] = "America/Mexico_City",
        ["mexico city"] = "America/Mexico_City",
        ["buenos aires"] = "America/Argentina/Buenos_Aires",
        ["san francisco"] = "America/Los_Angeles",
        ["bogota"] = "America/Bogota",
        ["rio de janeiro"] = "America/Sao_Paulo",
    };

    private static readonly Dictionary<string, string> CountryNames = new()
    {
        ["espana"] = "ES",
        ["spain"] = "ES",
        ["peru"] = "PE",
        ["colombia"] = "CO",
        ["france"] = "FR",
        ["francia"] = "FR",
        ["italy"] = "IT",
        ["italia"] = "IT",
        ["portugal"] = "PT",
        ["mexico"] = "MX",
        ["argentina"] = "AR",
        ["chile"] = "CL",
        ["germany"] = "DE",
        ["alemania"] = "DE",
        ["reino unido"] = "GB",
        ["united kingdom"] = "GB",
    };

    private static readonly ILookup<string, string> ByLastPart =
        TimeZoneName.All.Where(id => id.Contains('/', StringComparison.Ordinal)).ToLookup(id => PlainText.Fold(id.Split('/')[^1].Replace('_', ' ')));

    private static readonly ILookup<string, string> ByCountry =
        TzdbDateTimeZoneSource.Default.ZoneLocations!.ToLookup(place => place.CountryCode, place => place.ZoneId);

    /// <summary>The zones that the text may mean: one is sure, several are to be asked, none is unknown.</summary>
    internal static IReadOnlyList<string> Find(string text)
    {
        var key = PlainText.Fold(text);
        if (TimeZoneName.Read(text, "timeZone").Value is { } exact)
        {
            return [exact.Id];
        }

        if (Cities.TryGetValue(key, out var city))
        {
            return [city];
        }

        if (CountryNames.TryGetValue(key, out var country))
        {
            return [.. ByCountry[country]];
        }

        return TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var iana) && TimeZoneName.Read(iana, "timeZone").Value is { } windows
            ? [windows.Id]
            : [.. ByLastPart[key]];
    }
}
