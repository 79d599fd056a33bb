namespace Ommnio.Bot.Conversation.Speech;

/// <summary>A zone by its city in both languages, and what else it is called.</summary>
internal sealed record Place(string Id, string English, string Spanish, string Aliases = "");

/// <summary>Names that the time zone database lacks: it knows only English ones.</summary>
internal static class ZoneNames
{
    internal static readonly IReadOnlyList<Place> Places =
    [
        new("Europe/Madrid", "Madrid", "Madrid", "barcelona|valencia|sevilla|seville|zaragoza|malaga|bilbao|alicante|peninsula|baleares|palma"),
        new("Atlantic/Canary", "Canary Islands", "Canarias", "islas canarias|canary|las palmas|tenerife"),
        new("Africa/Ceuta", "Ceuta", "Ceuta", "melilla"),
        new("Europe/London", "London", "Londres", "edinburgh|edimburgo|manchester"),
        new("Europe/Dublin", "Dublin", "Dublín"),
        new("Europe/Lisbon", "Lisbon", "Lisboa", "porto|oporto"),
        new("Atlantic/Azores", "Azores", "Azores"),
        new("Europe/Paris", "Paris", "París", "lyon|marseille|marsella"),
        new("Europe/Brussels", "Brussels", "Bruselas"),
        new("Europe/Amsterdam", "Amsterdam", "Ámsterdam"),
        new("Europe/Berlin", "Berlin", "Berlín", "munich|hamburg|hamburgo|frankfurt"),
        new("Europe/Zurich", "Zurich", "Zúrich", "geneva|ginebra"),
        new("Europe/Vienna", "Vienna", "Viena"),
        new("Europe/Rome", "Rome", "Roma", "milan"),
        new("Europe/Prague", "Prague", "Praga"),
        new("Europe/Warsaw", "Warsaw", "Varsovia"),
        new("Europe/Athens", "Athens", "Atenas"),
        new("Europe/Bucharest", "Bucharest", "Bucarest"),
        new("Europe/Istanbul", "Istanbul", "Estambul"),
        new("Europe/Moscow", "Moscow", "Moscú"),
        new("Africa/Casablanca", "Casablanca", "Casablanca", "rabat|tanger|tangier"),
        new("America/New_York", "New York", "Nueva York", "nyc|miami|boston|washington|eastern time"),
        new("America/Chicago", "Chicago", "Chicago", "houston|dallas|central time"),
        new("America/Denver", "Denver", "Denver", "mountain time"),
        new("America/Los_Angeles", "Los Angeles", "Los Ángeles", "san francisco|seattle|pacific time"),
        new("America/Mexico_City", "Mexico City", "Ciudad de México", "cdmx|mexico df|guadalajara"),
        new("America/Bogota", "Bogotá", "Bogotá", "medellin|cali"),
        new("America/Lima", "Lima", "Lima"),
        new("America/Guayaquil", "Guayaquil", "Guayaquil", "quito"),
        new("America/Caracas", "Caracas", "Caracas"),
        new("America/La_Paz", "La Paz", "La Paz"),
        new("America/Santiago", "Santiago de Chile", "Santiago de Chile", "santiago"),
        new("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"),
        new("America/Montevideo", "Montevideo", "Montevideo"),
        new("America/Asuncion", "Asunción", "Asunción"),
        new("America/Sao_Paulo", "São Paulo", "São Paulo", "rio de janeiro|brasilia"),
        new("America/Havana", "Havana", "La Habana"),
        new("America/Santo_Domingo", "Santo Domingo", "Santo Domingo"),
        new("Asia/Tokyo", "Tokyo", "Tokio"),
        new("Asia/Shanghai", "Shanghai", "Shanghái", "beijing|pekin"),
        new("Asia/Kolkata", "Kolkata", "Calcuta", "mumbai|delhi|bangalore"),
    ];

    /// <summary>Folded, to the country's code; the English names of most countries are in the database.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Countries = new Dictionary<string, string>
    {
        ["espana"] = "ES",
        ["francia"] = "FR",
        ["italia"] = "IT",
        ["alemania"] = "DE",
        ["reino unido"] = "GB",
        ["united kingdom"] = "GB",
        ["uk"] = "GB",
        ["inglaterra"] = "GB",
        ["england"] = "GB",
        ["irlanda"] = "IE",
        ["paises bajos"] = "NL",
        ["holanda"] = "NL",
        ["belgica"] = "BE",
        ["suiza"] = "CH",
        ["polonia"] = "PL",
        ["marruecos"] = "MA",
        ["estados unidos"] = "US",
        ["eeuu"] = "US",
        ["usa"] = "US",
        ["brasil"] = "BR",
        ["republica dominicana"] = "DO",
    };
}
