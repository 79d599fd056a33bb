using System.Globalization;
using NodaTime;
using Ommnio.Core.Users;

namespace Ommnio.Core.Wording;

/// <summary>When something goes out, in the same words wherever it is said: "It will go Mon 06:05, Madrid time."</summary>
public static class DueWords
{
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-ES");

    /// <param name="zone">On whose wall clock it is due: the person's, not the administrator's.</param>
    /// <param name="since">When it was decided: a day of the week alone means the next one after it.</param>
    public static string WillGo(DateTimeOffset due, TimeZoneName zone, DateTimeOffset since, Language language) => (due <= since, language) switch
    {
        (true, Language.Spanish) => "Sale ahora mismo.",
        (true, _) => "It goes out right now.",
        (_, Language.Spanish) => $"Saldrá {When(due, zone, since, language)}.",
        _ => $"It will go {When(due, zone, since, language)}.",
    };

    /// <summary>"Mon 06:05, Madrid time"; with its date where the day of the week alone could mean another week.</summary>
    public static string When(DateTimeOffset due, TimeZoneName zone, DateTimeOffset since, Language language)
    {
        var at = OnClock(due, zone);
        var isThisWeek = at.Date < OnClock(since, zone).Date.AddDays(7);
        var clock = at.ToString("HH:mm", CultureInfo.InvariantCulture);
        var place = zone.Id == "UTC" ? "UTC" : ZoneNames.Say(zone, language);
        return language == Language.Spanish
            ? $"el {at.ToString(isThisWeek ? "dddd" : "dddd d 'de' MMMM", Spanish)} {(at.Hour == 1 ? "a la" : "a las")} {clock}, hora {(place == "UTC" ? place : $"de {place}")}"
            : $"{at.ToString(isThisWeek ? "ddd" : "ddd d MMMM", CultureInfo.InvariantCulture)} {clock}, {(place == "UTC" ? place : $"{place} time")}";
    }

    /// <summary>"Mon 4 May": a day, whether it is over or to come.</summary>
    public static string Day(DateTimeOffset at, TimeZoneName zone, Language language) => language == Language.Spanish
        ? $"el {OnClock(at, zone).ToString("dddd d 'de' MMMM", Spanish)}"
        : OnClock(at, zone).ToString("ddd d MMMM", CultureInfo.InvariantCulture);

    /// <summary>What a clock on the wall there shows, with its distance from UTC.</summary>
    public static DateTimeOffset OnClock(DateTimeOffset at, TimeZoneName zone) => Instant.FromDateTimeOffset(at).InZone(zone.Zone).ToDateTimeOffset();
}
