using System.Text;
using System.Text.Json.Nodes;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>
/// Makes requests of every operation that the product's own document has, so that a new one is fuzzed from its first day: valid ones,
/// of which this or that is then changed.
/// </summary>
internal sealed class Fuzzer(JsonNode document, MarkedProduct product, Harvest harvest, Random random)
{
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly List<(string Method, string Path, JsonNode Operation)> operations =
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(verb => verb.Key != "parameters").Select(verb => (verb.Key.ToUpperInvariant(), path.Key, verb.Value!)))];

    private readonly HashSet<string> asked = [];

    /// <summary>Those that were not asked for yet.</summary>
    internal IEnumerable<string> Missing => operations.Select(operation => $"{operation.Method} {operation.Path}").Except(asked);

    internal FuzzRequest Next()
    {
        var side = random.Next(3) == 0 ? 1 : 0;
        var composer = new Composer(document, harvest, product.Organisations[side], product.Organisations[1 - side], random);
        return random.Next(6) == 0 ? new ActivityFuzzer(product, harvest, composer, side).Next() : OfOperation(composer);
    }

    private FuzzRequest OfOperation(Composer composer)
    {
        var (method, path, operation) = Oddities.Pick(operations, random);
        asked.Add($"{method} {path}");
        var parameters = operation["parameters"]?.AsArray() ?? [];
        string? user = null;
        var address = string.Concat(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => $"/{(part is ['{', .., '}'] ? Fill(part[1..^1]) : part)}"));
        List<(string, string)> headers = [.. Headers(composer, operation)];
        var body = Body(composer, path, operation, headers);
        var verb = random.Next(50) == 0 ? Oddities.Pick(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"], random) : method;
        return new(path, composer.Home, composer.Opened, user, FuzzRequest.Write(verb, $"/api{address}{composer.Query(parameters)}", headers, body));

        string Fill(string name)
        {
            var segment = composer.Segment(path, name);
            user ??= path.StartsWith("/users/{id}", StringComparison.Ordinal) ? segment : null;
            return segment;
        }
    }

    private IEnumerable<(string, string)> Headers(Composer composer, JsonNode operation)
    {
        if (Key(composer) is { } key)
        {
            yield return ("Authorization", key);
        }

        if (random.Next(5) == 0)
        {
            yield return ("Idempotency-Key", random.Next(3) == 0 ? Oddities.Text(random) : $"fuzz-{random.Next(200)}");
        }

        if (operation["parameters"]?.AsArray().Any(one => (string?)one!["name"] == "If-Match") is true && random.Next(2) == 0)
        {
            yield return ("If-Match", random.Next(3) == 0 ? Oddities.Pick(["*", "\"1\"", "W/\"1\"", "\"", "\"a\", \"b\"", Oddities.Text(random)], random) : composer.Told("etag") ?? "\"1\"");
        }

        if (random.Next(6) == 0)
        {
            yield return ("Ommnio-Acting-User", random.Next(4) switch { 0 => composer.Home.TeamAdministrator, 1 => composer.Told("users") ?? "x", 2 => Oddities.Text(random), _ => composer.Home.Administrator });
        }

        if (random.Next(8) == 0)
        {
            yield return (Oddities.Pick(["Accept-Language", "X-Forwarded-For", "traceparent", "x-ms-invocation-id", "If-None-Match", "Accept", "Range", "Content-Encoding", "X-HTTP-Method-Override", "Cookie"], random), random.Next(2) == 0 ? "es;q=9" : Oddities.Text(random));
        }
    }

    /// <summary>The caller's. What opens an organisation is put down as such; what only looks like it is not.</summary>
    private string? Key(Composer composer)
    {
        var home = composer.Home;
        switch (random.Next(20))
        {
            case 0:
                return null;
            case 1:
                return $"Bearer {Oddities.Flipped(home.ApiKey, random)}x";
            case 2:
                return Oddities.Pick(["Bearer", "Bearer ", "Basic YTpi", $"bearer{home.ApiKey}", "Bearer reg_live_", $"Bearer {Oddities.Text(random)}"], random);
            case 3:
                // One's id with another's secret.
                return $"Bearer {Forged(home.ApiKey.Split('_')[2], product.Organisations.First(one => one != home).ApiKey.Split('_')[3])}";
            case 4 or 5:
                composer.Opened.Add(home);
                return $"Bearer {Oddities.Pick([.. home.Created.ApiKeys.Values], random)}";
            case 6 when harvest.Any(home, "key", random) is { } made:
                // Not another's: with it, what we say would be rightly theirs.
                composer.Opened.Add(home);
                return $"Bearer {made}";
            default:
                composer.Opened.Add(home);
                return $"Bearer {home.ApiKey}";
        }
    }

    // Whole to look at: a wrong checksum would be refused before anything is compared.
    private static string Forged(string id, string secret)
    {
        var checksum = ~0u;
        foreach (var bit in Encoding.ASCII.GetBytes($"{id}_{secret}").SelectMany(letter => Enumerable.Range(0, 8).Select(place => (uint)(letter >> place) & 1)))
        {
            checksum = (checksum >> 1) ^ (((checksum ^ bit) & 1) * 0xEDB88320u);
        }

        return $"reg_live_{id}_{secret}_{~checksum:x8}";
    }

    private byte[]? Body(Composer composer, string path, JsonNode operation, List<(string, string)> headers)
    {
        var content = operation["requestBody"]?["content"]?.AsObject();
        var media = content?.First().Key ?? (path is "/print" or "/i/{token}" ? "application/x-www-form-urlencoded" : null);
        if (media is null)
        {
            return random.Next(20) == 0 ? Oddities.Damaged("{}", random) : null;
        }

        headers.Add(("Content-Type", random.Next(25) == 0 ? Oddities.Pick(["text/plain", "application/json; charset=utf-16", "application/json;", "multipart/form-data", "*/*", ";", "application/x-www-form-urlencoded", "image/png"], random) : media));
        if (media.StartsWith("image/", StringComparison.Ordinal))
        {
            return random.Next(2) == 0 ? Pixel : Oddities.Damaged(Convert.ToBase64String(Pixel), random);
        }

        if (media.EndsWith("urlencoded", StringComparison.Ordinal))
        {
            var form = $"ticket={(random.Next(3) == 0 ? Oddities.Segment(random) : composer.Told("token") ?? "x")}&ask=1";
            return random.Next(4) == 0 ? Oddities.Damaged(form, random) : Encoding.UTF8.GetBytes(form);
        }

        var json = composer.Sample(content!.First().Value!["schema"], "body");
        for (var times = Math.Max(0, random.Next(4) - 1); times > 0; times--)
        {
            json = Oddities.Mutated(json, random);
        }

        var text = Oddities.Write(json, random);
        return random.Next(10) == 0 ? Oddities.Damaged(text, random) : Encoding.UTF8.GetBytes(text);
    }
}
