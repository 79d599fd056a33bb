using NodaTime;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>An IANA time zone, e.g. <c>Europe/Madrid</c>, in the database's own spelling. Bare offsets and abbreviations have no clock-change rule and are refused.</summary>
public sealed record TimeZoneName
{
    private static readonly Dictionary<string, string> Canonical =
        DateTimeZoneProviders.Tzdb.Ids.Where(IsPlace).ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private TimeZoneName(string id) => Id = id;

    public string Id { get; }

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Id];

    public static IReadOnlyCollection<string> All => Canonical.Values;

    public static Parsed<TimeZoneName> Read(string? raw, string field)
    {
        var read = PlainText.Read(raw, field, 64);
        return read.Value switch
        {
            null => read.Problem!,
            var text when Canonical.TryGetValue(text, out var id) => new TimeZoneName(id),
            _ => new Problem("timezone.unknown", field),
        };
    }

    private static bool IsPlace(string id) => id is "UTC" || (id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal));
}
