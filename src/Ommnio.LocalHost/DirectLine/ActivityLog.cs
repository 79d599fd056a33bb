using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>What was said in one conversation, in the order of receipt.</summary>
/// <remarks>
/// A watermark counts changes, not activities: an activity that was updated is served again under its own id,
/// and a page that reads from the start finds it where it was first said.
/// </remarks>
internal sealed class ActivityLog(string conversationId, TimeProvider time)
{
    private const int Page = 100;
    private const int Kept = 1000;

    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private long changes;
    private long ids;

    /// <summary>Gives the activity its id and time and keeps it, if it is of a kind that pages are shown.</summary>
    /// <returns>The id.</returns>
    public string Append(JsonObject activity)
    {
        lock (gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{conversationId}|{++ids:0000000}");
            Stamp(activity, id, time.GetUtcNow());
            if (IsShown(activity))
            {
                entries.Add(new Entry(id, ++changes, JsonSerializer.SerializeToElement(activity)));
            }

            if (entries.Count > Kept)
            {
                entries.RemoveAt(0);
            }

            return id;
        }
    }

    /// <returns>False if there is no such activity.</returns>
    public bool Replace(string id, JsonObject activity)
    {
        lock (gate)
        {
            var at = entries.FindIndex(entry => entry.Id == id);
            if (at < 0)
            {
                return false;
            }

            // The first time stays: Web Chat sorts by it. And whoever said it goes on having said it.
            var said = entries[at].Said;
            Stamp(activity, id, said.GetProperty("timestamp").GetDateTimeOffset());
            foreach (var kept in (string[])["from", "channelData"])
            {
                if (said.TryGetProperty(kept, out var value) && Activities.IsFromPage(said))
                {
                    activity[kept] = JsonNode.Parse(value.GetRawText());
                }
            }

            entries[at] = new Entry(id, ++changes, JsonSerializer.SerializeToElement(activity));
            return true;
        }
    }

    /// <returns>False if there is no such activity.</returns>
    public bool Remove(string id)
    {
        lock (gate)
        {
            return entries.RemoveAll(entry => entry.Id == id) > 0;
        }
    }

    /// <summary>What came after a watermark. A mark that is no number reads from the start; one from the future reads nothing.</summary>
    public (IReadOnlyList<JsonElement> Activities, string Watermark) Read(string? watermark)
    {
        var after = long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var mark) ? mark : 0;
        lock (gate)
        {
            var fresh = entries.Where(entry => entry.Change > after).ToList();
            var reached = changes;
            if (fresh.Count > Page)
            {
                reached = fresh.Select(entry => entry.Change).Order().ElementAt(Page - 1);
                fresh.RemoveAll(entry => entry.Change > reached);
            }

            return (fresh.ConvertAll(entry => entry.Said), reached.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Stamp(JsonObject activity, string id, DateTimeOffset at)
    {
        activity["id"] = id;
        activity["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        activity["channelId"] = Activities.ChannelId;
        activity["conversation"] = new JsonObject { ["id"] = conversationId };
    }

    private static bool IsShown(JsonObject activity) =>
        Activities.TypeOf(activity) is "message" or "event" or "endOfConversation" or "typing";

    private sealed record Entry(string Id, long Change, JsonElement Said);
}
