using Ommnio.Core.Users;

namespace Ommnio.Core.Wording;

/// <summary>Zones by their city, as people call it in both languages: the time zone database knows only English names, and without accents.</summary>
public static class ZoneNames
{
    public static readonly IReadOnlyDictionary<string, (string English, string Spanish)> Places = new Dictionary<string, (string, string)>
    {
        ["Europe/Madrid"] = ("Madrid", "Madrid"),
        ["Atlantic/Canary"] = ("Canary Islands", "Canarias"),
        ["Africa/Ceuta"] = ("Ceuta", "Ceuta"),
        ["Europe/London"] = ("London", "Londres"),
        ["Europe/Dublin"] = ("Dublin", "Dublín"),
        ["Europe/Lisbon"] = ("Lisbon", "Lisboa"),
        ["Atlantic/Azores"] = ("Azores", "Azores"),
        ["Europe/Paris"] = ("Paris", "París"),
        ["Europe/Brussels"] = ("Brussels", "Bruselas"),
        ["Europe/Amsterdam"] = ("Amsterdam", "Ámsterdam"),
        ["Europe/Berlin"] = ("Berlin", "Berlín"),
        ["Europe/Zurich"] = ("Zurich", "Zúrich"),
        ["Europe/Vienna"] = ("Vienna", "Viena"),
        ["Europe/Rome"] = ("Rome", "Roma"),
        ["Europe/Prague"] = ("Prague", "Praga"),
        ["Europe/Warsaw"] = ("Warsaw", "Varsovia"),
        ["Europe/Athens"] = ("Athens", "Atenas"),
        ["Europe/Bucharest"] = ("Bucharest", "Bucarest"),
        ["Europe/Istanbul"] = ("Istanbul", "Estambul"),
        ["Europe/Moscow"] = ("Moscow", "Moscú"),
        ["Africa/Casablanca"] = ("Casablanca", "Casablanca"),
        ["America/New_York"] = ("New York", "Nueva York"),
        ["America/Chicago"] = ("Chicago", "Chicago"),
        ["America/Denver"] = ("Denver", "Denver"),
        ["America/Los_Angeles"] = ("Los Angeles", "Los Ángeles"),
        ["America/Mexico_City"] = ("Mexico City", "Ciudad de México"),
        ["America/Bogota"] = ("Bogotá", "Bogotá"),
        ["America/Lima"] = ("Lima", "Lima"),
        ["America/Guayaquil"] = ("Guayaquil", "Guayaquil"),
        ["America/Caracas"] = ("Caracas", "Caracas"),
        ["America/La_Paz"] = ("La Paz", "La Paz"),
        ["America/Santiago"] = ("Santiago de Chile", "Santiago de Chile"),
        ["America/Argentina/Buenos_Aires"] = ("Buenos Aires", "Buenos Aires"),
        ["America/Montevideo"] = ("Montevideo", "Montevideo"),
        ["America/Asuncion"] = ("Asunción", "Asunción"),
        ["America/Sao_Paulo"] = ("São Paulo", "São Paulo"),
        ["America/Havana"] = ("Havana", "La Habana"),
        ["America/Santo_Domingo"] = ("Santo Domingo", "Santo Domingo"),
        ["Asia/Tokyo"] = ("Tokyo", "Tokio"),
        ["Asia/Shanghai"] = ("Shanghai", "Shanghái"),
        ["Asia/Kolkata"] = ("Kolkata", "Calcuta"),
    };

    public static string Say(TimeZoneName zone, Language language) => Say(zone.Id, language);

    /// <param name="id">One that this release of the database does not know is said as it is.</param>
    public static string Say(string id, Language language) =>
        Places.TryGetValue(id, out var place) ? language == Language.Spanish ? place.Spanish : place.English : id.Split('/')[^1].Replace('_', ' ');
}
