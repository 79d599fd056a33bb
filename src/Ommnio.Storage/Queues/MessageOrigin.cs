using System.Diagnostics;
using System.Text.Json;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Queues;

/// <summary>Where a queue message came from, for telemetry alone. Messages from before, which do not say it, are as good.</summary>
public static class MessageOrigin
{
    /// <summary>Links the running span to the one that sent the message, and records how long the message has been waiting.</summary>
    public static void Note(string queue, string message, DateTimeOffset now)
    {
        var origin = Read(message);
        if (Activity.Current is { Recorded: true } span && ActivityContext.TryParse(origin?.Trace, null, isRemote: true, out var sender))
        {
            // Not its parent: a message may wait for days, and be sent again by the sweep.
            span.AddLink(new(sender));
        }

        if (origin?.Due is { } due)
        {
            Telemetry.Taken(queue, now - due);
        }
    }

    internal static MessageOriginDocument? Read(string message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, Json.Plain.MessageOriginDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
