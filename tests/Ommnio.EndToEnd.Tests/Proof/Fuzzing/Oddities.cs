using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>What nobody should send: as text, within JSON, within an address, and done to bytes.</summary>
internal static class Oddities
{
    // Of a text that begins so the rest is written as it is: what no JSON library would write.
    private const string Raw = "\u0001raw:";

    private static readonly string[] Texts =
    [
        "", " ", "\t", "\0", "a\0b", "\u202Eabc", "\u2066x\u2069", "\uFEFF", "e\u0301\u0301\u0301\u0301", "ﬃ", "ẞ", "İ", "🙂👩‍👩‍👧‍👦", "\uFFFF", "\r\n.\r\n", "--", "' or PartitionKey ne '", "{{7*7}}", "${jndi:x}",
        "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../etc/passwd", "%2e%2e%2f", "null", "true", "NaN", "-1", "0", "1e999", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "00000000-0000-0000-0000-000000000000", "u:", "n:~", "organisation", "*", "W/\"1\"",
        "+999999999999999999", "٠١٢٣", "a@b@c", "@", "a@[127.0.0.1]", "xn--ls8h.la", "Mars/Olympus", "x-y-z-0-1-2", "25:61", "1900-02-30",
    ];

    private static readonly string[] RawJson =
    [
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "1e400", "-1e400", "99999999999999999999999999", "-0", "0.1", "1E-400", "123456789012345678901234567890.5", "{}", "[]", "[[]]", "[null]", "{\"\":\"\"}", "{\"a\":1,\"a\":2}", "{\"$type\":\"System.Object\"}", "{\"__proto__\":{}}",
        "NaN", "01", "'x'", "\"\\x41\"", "\"unended", "tru", "/* */ 1", "[1,]",
    ];

    private static readonly string[] Segments =
    [
        "%00", "%zz", "%", "%c3%28", "%ed%a0%80", "%ff%fe", "%2f", "%5c", "..", "%2e%2e", ".", "a%0d%0aX:1", "%27%20or%20%271%27%3d%271", "%F0%9F%99%82", "-1", "null", "00000000-0000-0000-0000-000000000000", "%7B%7D", "a;b=c", "a,b", "~", "*", "%C0%AF", "%u0041",
    ];

    internal static string Text(Random random) => random.Next(20) switch
    {
        0 => new string('a', 1 << random.Next(5, 18)),
        1 => string.Concat(Enumerable.Repeat("🙂", random.Next(1, 3_000))),
        2 => string.Create(random.Next(1, 200), random, (span, some) => { foreach (ref var letter in span) { letter = (char)some.Next(1, 0xD800); } }),
        _ => Pick(Texts, random),
    };

    internal static string Segment(Random random) => random.Next(4) switch
    {
        0 => Uri.EscapeDataString(Texts[random.Next(Texts.Length)]),
        1 => new string('a', 1 << random.Next(5, 13)),
        _ => Pick(Segments, random),
    };

    /// <summary>One of its values, or none of them, is another now.</summary>
    internal static JsonNode? Mutated(JsonNode? whole, Random random)
    {
        List<Action<JsonNode?>> places = [_ => { }];
        Collect(whole, places);
        var place = random.Next(places.Count + 1);
        if (place >= places.Count || whole is null)
        {
            return Value(random);
        }

        places[place](Value(random));
        Reshape(whole, random);
        return whole;
    }

    /// <summary>The JSON as text; what is marked as raw, as it is.</summary>
    internal static string Write(JsonNode? node, Random random)
    {
        var text = new StringBuilder();
        Write(node, text, random.Next(12) == 0);
        return text.ToString();
    }

    /// <summary>What happens on the way, or to who cuts corners.</summary>
    internal static byte[] Damaged(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (random.Next(12))
        {
            case 0 when bytes.Length > 0:
                return bytes[..random.Next(bytes.Length)];
            case 1 when bytes.Length > 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                return [.. bytes, .. bytes];
            case 3:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 4:
                return Encoding.Unicode.GetBytes(text);
            case 5:
                return [.. bytes, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF];
            case 6:
                random.NextBytes(bytes);
                return bytes;
            case 7:
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "[" : "{\"a\":", random.Next(1, 20_000))));
            case 8:
                return [];
            case 9 when random.Next(10) == 0:
                return Encoding.UTF8.GetBytes($"\"{new string('a', random.Next(250_000, 1_100_000))}\"");
            default:
                return bytes;
        }
    }

    internal static string Flipped(string text, Random random)
    {
        if (text.Length == 0)
        {
            return "x";
        }

        var letters = text.ToCharArray();
        var place = random.Next(letters.Length);
        letters[place] = letters[place] == 'a' ? 'b' : 'a';
        return random.Next(4) switch
        {
            0 => text[..place],
            1 => text + text,
            _ => new(letters),
        };
    }

    internal static T Pick<T>(IReadOnlyList<T> some, Random random) => some[random.Next(some.Count)];

    private static JsonNode? Value(Random random) => random.Next(10) switch
    {
        < 4 => Text(random),
        < 8 => Raw + Pick(RawJson, random),
        8 => Raw + string.Concat(Enumerable.Repeat("[", 1 << random.Next(4, 9))) + "1",
        _ => random.Next(4) switch { 0 => null, 1 => random.Next(2) == 0, 2 => random.NextInt64(), _ => new JsonArray([.. Enumerable.Range(0, 1 << random.Next(0, 11)).Select(n => (JsonNode)n)]) },
    };

    private static void Collect(JsonNode? node, List<Action<JsonNode?>> places)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    places.Add(other => members[name] = other);
                    Collect(value, places);
                }

                break;
            case JsonArray items:
                for (var place = 0; place < items.Count; place++)
                {
                    var at = place;
                    places.Add(other => items[at] = other);
                    Collect(items[place], places);
                }

                break;
        }
    }

    private static void Reshape(JsonNode whole, Random random)
    {
        if (whole is JsonObject members && random.Next(4) == 0)
        {
            members[random.Next(3) switch { 0 => "organisation", 1 => Text(random), _ => $"more{random.Next(9)}" }] = Value(random);
        }

        if (whole is JsonObject { Count: > 0 } fewer && random.Next(4) == 0)
        {
            fewer.Remove(fewer.ElementAt(random.Next(fewer.Count)).Key);
        }
    }

    private static void Write(JsonNode? node, StringBuilder text, bool isDoubled)
    {
        switch (node)
        {
            case JsonObject members:
                var parts = members.Select(member => $"{JsonSerializer.Serialize(member.Key)}:{Write(member.Value, isDoubled)}").ToList();
                text.Append(CultureInfo.InvariantCulture, $"{{{string.Join(',', isDoubled ? [.. parts, .. parts] : parts)}}}");
                break;
            case JsonArray items:
                text.Append(CultureInfo.InvariantCulture, $"[{string.Join(',', items.Select(item => Write(item, isDoubled)))}]");
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && ((string)value!).StartsWith(Raw, StringComparison.Ordinal):
                text.Append(((string)value!).AsSpan(Raw.Length));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static string Write(JsonNode? node, bool isDoubled)
    {
        var text = new StringBuilder();
        Write(node, text, isDoubled);
        return text.ToString();
    }
}
