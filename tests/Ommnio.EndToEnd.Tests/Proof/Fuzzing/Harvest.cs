using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>
/// What answers told: ids, cursors, tokens, versions, the buttons of cards. What is sent next is made of it, so that requests get past
/// the first check; and who was told what decides whose data an answer may hold.
/// </summary>
internal sealed partial class Harvest
{
    private const int Most = 300;
    private readonly ConcurrentDictionary<(MarkedOrganisation Organisation, string Kind), ConcurrentQueue<string>> known = [];
    private readonly HashSet<string> kept;

    /// <param name="kept">Ids that are not to be found: who has them is needed until the end.</param>
    internal Harvest(IEnumerable<string> kept) => this.kept = [.. kept];

    /// <summary>Of each invitation, whose it is.</summary>
    internal ConcurrentDictionary<string, string> UserOf { get; } = [];

    internal void Add(MarkedOrganisation organisation, string kind, string value)
    {
        if (kept.Contains(value))
        {
            return;
        }

        var values = known.GetOrAdd((organisation, kind), _ => []);
        values.Enqueue(value);
        if (values.Count > Most)
        {
            values.TryDequeue(out _);
        }
    }

    /// <summary>Null when nothing of the kind was told yet.</summary>
    internal string? Any(MarkedOrganisation organisation, string kind, Random random) =>
        known.TryGetValue((organisation, kind), out var values) && values.ToArray() is { Length: > 0 } some ? some[random.Next(some.Length)] : null;

    /// <param name="path">Of the operation asked, as the document has it: the last collection in it is what the ids are ids of.</param>
    internal void Read(MarkedOrganisation organisation, string path, string? user, RawAnswer answer)
    {
        if (answer.Status is < 200 or > 299 || answer.Body is not [(byte)'{' or (byte)'[', ..])
        {
            return;
        }

        if (ETag().Match(answer.Head) is { Success: true } match)
        {
            Add(organisation, "etag", match.Groups[1].Value);
        }

        foreach (var line in answer.Head.Contains("ndjson", StringComparison.OrdinalIgnoreCase) ? answer.Text.Split('\n') : [answer.Text])
        {
            if (line.Length > 0)
            {
                Read(organisation, KindOf(path), user, JsonNode.Parse(line));
            }
        }
    }

    /// <summary>The buttons of a card, and a print ticket, in a reply of the bot.</summary>
    internal void ReadReply(MarkedOrganisation organisation, JsonNode reply)
    {
        foreach (var ticket in Ticket().Matches(reply.ToJsonString()).Select(match => match.Groups[1].Value))
        {
            Add(organisation, "token", ticket);
        }

        foreach (var data in Buttons(reply["attachments"]))
        {
            Add(organisation, "button", data.ToJsonString());
        }
    }

    internal static string KindOf(string path) => path.Split('/').LastOrDefault(part => part is "history" or "users" or "teams" or "chat-groups" or "invitations" or "jobs" or "api-keys") ?? "other";

    private void Read(MarkedOrganisation organisation, string kind, string? user, JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Read(organisation, kind, user, item);
                }

                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Read(organisation, kind, user, name, value);
                }

                break;
        }
    }

    private void Read(MarkedOrganisation organisation, string kind, string? user, string name, JsonNode? value)
    {
        if (value is not JsonValue simple || simple.GetValueKind() != JsonValueKind.String)
        {
            var inner = name switch { "teams" or "parent" => "teams", "chatGroups" => "chat-groups", "invitation" => "invitations", "user" or "relatedTo" => "users", _ => kind };
            Read(organisation, inner, user, value);
            return;
        }

        var text = (string)simple!;
        switch (name)
        {
            case "id":
                Add(organisation, kind, text);
                if (kind == "invitations" && user is not null)
                {
                    UserOf[text] = user;
                }

                break;
            case "next":
                Add(organisation, "cursor", text);
                break;
            case "link":
                Add(organisation, "token", text.Split('/')[^1]);
                break;
            case "key":
                // An API key that was made here: it may be used, revoked and rotated, as those of the set-up may not.
                Add(organisation, "key", text);
                break;
        }
    }

    private static IEnumerable<JsonObject> Buttons(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(Buttons),
        JsonObject button when (string?)button["type"] == "Action.Submit" && button["data"] is JsonObject data => [data],
        JsonObject members => members.SelectMany(member => Buttons(member.Value)),
        _ => [],
    };

    [GeneratedRegex("^etag: (.+?)\r?$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ETag();

    [GeneratedRegex("/print#([A-Za-z0-9_.-]+)")]
    private static partial Regex Ticket();
}
