using System.Globalization;
using System.Text.Json.Nodes;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>
/// Makes the values of one request: mostly ones that fit, of the organisation whose request it is; now and then another's, or none that
/// anybody has. It keeps in mind whose credentials it has put in, since the answer may hold what those open.
/// </summary>
internal sealed class Composer(JsonNode document, Harvest harvest, MarkedOrganisation home, MarkedOrganisation away, Random random)
{
    private static readonly string[] Ids = ["users", "teams", "chat-groups", "invitations", "jobs", "api-keys"];

    internal MarkedOrganisation Home => home;

    internal HashSet<MarkedOrganisation> Opened { get; } = [];

    internal Random Random => random;

    /// <summary>Something that was told before: most often to us; sometimes to the others, sometimes with a letter changed.</summary>
    internal string? Told(string kind)
    {
        var whose = random.Next(5) == 0 ? away : home;
        if (harvest.Any(whose, kind, random) is not { } told)
        {
            return null;
        }

        if (random.Next(10) == 0)
        {
            return Oddities.Flipped(told, random);
        }

        if (kind == "token")
        {
            Opened.Add(whose);
        }

        return told;
    }

    internal JsonNode? Sample(JsonNode? schema, string name)
    {
        schema = schema?["$ref"] is { } reference ? document["components"]!["schemas"]![((string)reference!).Split('/')[^1]] : schema;
        if (schema?["enum"] is JsonArray some)
        {
            return some[random.Next(some.Count)]?.DeepClone();
        }

        var type = schema?["type"] is JsonArray types ? (string?)types[0] : (string?)schema?["type"];
        return type switch
        {
            "object" => Object(schema!),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Sample(schema!["items"], name))]),
            "integer" => random.Next(0, 101),
            "boolean" => random.Next(2) == 0,
            _ => Text(name),
        };
    }

    /// <summary>For a place in an address: escaped, unless it is one that cannot be.</summary>
    internal string Segment(string path, string name)
    {
        if (random.Next(8) == 0)
        {
            return Oddities.Segment(random);
        }

        var before = path.Split($"/{{{name}}}")[0];
        var kind = name switch { "teamId" => "teams", "groupId" => "chat-groups", "userId" => "users", "token" => "token", _ => Harvest.KindOf(before) };
        if (kind == "users" && path.Contains("{invitationId}", StringComparison.Ordinal) && harvest.Any(home, "invitations", random) is { } invitation && harvest.UserOf.TryGetValue(invitation, out var user))
        {
            // Those of the same user are found by the next place in the address.
            last = invitation;
            return user;
        }

        var value = name == "invitationId" && last is { } mine ? mine : name == "code" ? Code() : Told(kind) ?? Guid.CreateVersion7().ToString();
        return Uri.EscapeDataString(value);
    }

    internal string Query(JsonArray parameters)
    {
        List<string> parts = [];
        foreach (var parameter in parameters.Where(one => (string?)one!["in"] == "query" && random.Next(3) != 0))
        {
            var name = (string)parameter!["name"]!;
            var value = random.Next(6) == 0 ? Oddities.Segment(random) : Uri.EscapeDataString(QueryValue(name, parameter["schema"]!));
            parts.Add($"{name}={value}");
        }

        if (random.Next(20) == 0)
        {
            parts.Add(random.Next(3) switch { 0 => "organisation=other", 1 => parts.FirstOrDefault() ?? "&&", _ => $"{Oddities.Segment(random)}=1" });
        }

        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    private string? last;

    private string QueryValue(string name, JsonNode schema) => name switch
    {
        "limit" => Oddities.Pick(["1", "2", "7", "100", "1000", "0", "-1", "1001", "99999999999", "1.5", "x", ""], random),
        "after" => Told("cursor") ?? "x",
        "team" => Told("teams") ?? "x",
        "group" => Told("chat-groups") ?? "x",
        "relatedTo" => Told("users") ?? "x",
        "q" => Oddities.Pick(["an", "a", $"last {home.Mark}", home.Mark, "ñ", "~"], random),
        "confirm" => $"Ana Last {home.Mark}",
        _ => $"{Sample(schema, name)}",
    };

    private JsonObject Object(JsonNode schema)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        var made = new JsonObject();
        foreach (var (name, inner) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || random.Next(4) == 0)
            {
                made[name] = random.Next(60) == 0 ? null : Sample(inner, name);
            }
        }

        // Each alone is refused, and the rest would never be looked at.
        if (made.ContainsKey("phone") || made.ContainsKey("phoneConsent"))
        {
            (made["phone"], made["phoneConsent"]) = (Text("phone"), true);
        }

        return made;
    }

    private string Code() => random.Next(3) == 0 ? $"M{home.Mark}" : string.Create(CultureInfo.InvariantCulture, $"F{random.Next(3_000)}{home.Mark}");

    private string Text(string name)
    {
        var number = random.Next(100_000);
        return name switch
        {
            "firstName" => Oddities.Pick(["Ana", "Eva", "José", "Zoë"], random),
            "lastName" => Oddities.Pick([$"Last {home.Mark}", home.Mark], random),
            "code" or "codes" => Code(),
            "nationalId" => string.Create(CultureInfo.InvariantCulture, $"{number:D8}{home.Mark}"),
            "email" => string.Create(CultureInfo.InvariantCulture, $"f{number}@{home.Mark}.example.com"),
            "phone" => string.Create(CultureInfo.InvariantCulture, $"+3461{number:D7}"),
            "language" => Oddities.Pick(["es", "en", "pt-BR"], random),
            "timeZone" => Oddities.Pick(["Europe/Madrid", "America/Lima", "Asia/Kathmandu"], random),
            "from" or "to" => string.Create(CultureInfo.InvariantCulture, $"{random.Next(24):D2}:{random.Next(60):D2}"),
            "at" => string.Create(CultureInfo.InvariantCulture, $"2026-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}T10:00:00Z"),
            "token" => Told("token") ?? "x",
            "parent" => Told("teams") ?? "x",
            "scopes" => Oddities.Pick(["users.read", "users.write", "lookup", "admin", "catalogue.write"], random),
            "id" or "userId" => Told(Oddities.Pick(Ids, random)) ?? "x",
            "name" => Oddities.Pick([$"Stores{home.Mark}", $"All{home.Mark}", string.Create(CultureInfo.InvariantCulture, $"N{number % 500}{home.Mark}")], random),
            "values" or "area" or "position" or "location" or "tags" => string.Create(CultureInfo.InvariantCulture, $"L{number % 20}{home.Mark}"),
            _ => $"Last {home.Mark}",
        };
    }
}
