using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof.PersonalData;

/// <summary>
/// What the whole suite told the product of people, and what the product let out where nothing personal belongs: whatever a test is
/// about, it is a test of this too. Whoever starts a product says so, and what it saw; when the last of them ends the two are compared.
/// </summary>
internal static partial class Watch
{
    // Shorter ones are words of their own: a log line that says "Ana" need not be about her.
    private const int ShortestName = 6;
    private const int ShortestNumber = 6;
    private const int ShortestNote = 10;

    // Longer bodies are sent to be refused.
    private const int LongestBody = 16_000;

    private static readonly ConcurrentDictionary<string, bool> Values = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentQueue<(string Where, string Text)> Seen = [];
    private static int watched;

    /// <summary>Somebody starts what is to be watched.</summary>
    internal static void Begin() => Interlocked.Increment(ref watched);

    /// <summary>It has ended. The last one, which is a fixture of all tests, finds what was let out.</summary>
    internal static void End()
    {
        if (Interlocked.Decrement(ref watched) == 0)
        {
            var (values, looked, leaks) = Compare();
            TestContext.Current.SendDiagnosticMessage("{0} values of people were looked for in {1} log lines, spans, addresses, headers, queue messages and keys", values, looked);
            leaks.ShouldBeEmpty();
        }
    }

    /// <summary>That a line, a key, a message, a header or a span (name and tags) was let out.</summary>
    /// <param name="where">What it is, for the message.</param>
    internal static void Saw(string where, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Seen.Enqueue((where, text));
        }
    }

    /// <summary>That a body was sent to the product, as JSON or as anything else.</summary>
    /// <param name="mark">What is told of people bears it, and the rest is noise: a name like "Cashier".</param>
    internal static void Told(string body, string mark = "")
    {
        foreach (var value in ValuesIn(body).Where(value => value.Contains(mark, StringComparison.OrdinalIgnoreCase)))
        {
            Values[value] = true;
        }
    }

    internal static IReadOnlyList<string> ValuesIn(string body)
    {
        if (body.Length > LongestBody)
        {
            return [];
        }

        List<string> values = [.. Contact().Matches(body).Select(match => match.Value.TrimStart('+'))];
        try
        {
            Read(JsonNode.Parse(body), values);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            // Sent broken, with a member twice or half a letter, and so not understood.
        }

        return values;
    }

    /// <summary>A link to an invitation opens it, so its token belongs nowhere else.</summary>
    internal static void Gave(string answer)
    {
        foreach (var token in Token().Matches(answer).Select(match => match.Groups[1].Value))
        {
            Values[token] = true;
        }
    }

    /// <summary>What was let out and holds something personal.</summary>
    internal static (int Values, int Looked, IReadOnlyList<string> Leaks) Compare()
    {
        var (looked, values, any) = (Seen.ToArray(), Values.Keys.ToArray(), SearchValues.Create([.. Values.Keys], StringComparison.OrdinalIgnoreCase));
        return (values.Length, looked.Length, [.. looked.Where(one => one.Text.AsSpan().ContainsAny(any) && Holds(one.Text, values)).Select(one => $"{one.Where}: {one.Text}").Distinct()]);
    }

    /// <summary>As a word or words of their own.</summary>
    internal static bool Holds(string text, IReadOnlyList<string> values) => values.Any(value =>
    {
        for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + value.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    });

    private static void Read(JsonNode? node, List<string> values)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Read(item, values);
                }

                break;
            case JsonObject members:
                var (first, last) = (Text(members, "firstName"), Text(members, "lastName"));
                (string Text, int Shortest)[] personal =
                [
                    (first, ShortestName), (last, ShortestName), (first.Length > 0 && last.Length > 0 ? $"{first} {last}" : "", ShortestName),
                    (Text(members, "nationalId"), ShortestNumber), (Text(members, "notes"), ShortestNote),
                ];
                values.AddRange(personal.Where(one => one.Text.Length >= one.Shortest).Select(one => one.Text));
                foreach (var (_, value) in members)
                {
                    Read(value, values);
                }

                break;
        }
    }

    private static string Text(JsonObject members, string name) => members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? ((string)value!).Trim() : "";

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.-]*\w|\+?\d{9,15}(?!\d)")]
    private static partial Regex Contact();

    [GeneratedRegex("/i/([a-z2-7]{32})")]
    private static partial Regex Token();
}
