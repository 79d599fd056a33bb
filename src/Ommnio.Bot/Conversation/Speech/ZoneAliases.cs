using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What zones are called beside the names of their cities (<see cref="ZoneNames"/>).</summary>
internal static class ZoneAliases
{
    internal static readonly IReadOnlyList<(string Id, string Aliases)> Places =
    [
        ("Europe/Madrid", "barcelona|valencia|sevilla|seville|zaragoza|malaga|bilbao|alicante|peninsula|peninsular|baleares|palma"),
        ("Atlantic/Canary", "islas canarias|canary|canaria|las palmas|tenerife"),
        ("Africa/Ceuta", "melilla"),
        ("Europe/London", "edinburgh|edimburgo|manchester"),
        ("Europe/Lisbon", "porto|oporto"),
        ("Europe/Paris", "lyon|marseille|marsella"),
        ("Europe/Berlin", "munich|hamburg|hamburgo|frankfurt"),
        ("Europe/Zurich", "geneva|ginebra"),
        ("Europe/Rome", "milan"),
        ("Africa/Casablanca", "rabat|tanger|tangier"),
        ("America/New_York", "nyc|miami|boston|washington|eastern time"),
        ("America/Chicago", "houston|dallas|central time"),
        ("America/Denver", "mountain time"),
        ("America/Los_Angeles", "san francisco|seattle|pacific time"),
        ("America/Mexico_City", "cdmx|mexico df|guadalajara"),
        ("America/Bogota", "medellin|cali"),
        ("America/Guayaquil", "quito"),
        ("America/Santiago", "santiago"),
        ("America/Sao_Paulo", "rio de janeiro|brasilia"),
        ("Asia/Shanghai", "beijing|pekin"),
        ("Asia/Kolkata", "mumbai|delhi|bangalore"),
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
