using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Ommnio.EndToEnd.Tests.Proof.PersonalData;

/// <summary>What the app sends to its storage, and what is there at the end.</summary>
internal static partial class Overheard
{
    // As many as one call gives.
    private const int MostPeeked = 32;
    private static readonly string[] Tables = ["directory", "catalogue", "lookup", "drafts"];

    /// <summary>
    /// The addresses without their query, which names what is looked for, and the bodies of queue messages. Those with a host before them
    /// stand in the body of a transaction, and are rows' keys.
    /// </summary>
    internal static void Take(ReadOnlySpan<byte> sent)
    {
        var text = Encoding.UTF8.GetString(sent);
        foreach (var path in Address().Matches(text).Select(match => match.Groups[1].Value))
        {
            Watch.Saw("address", Uri.UnescapeDataString(path));
        }

        foreach (var message in Message().Matches(text).Select(match => match.Groups[1].Value))
        {
            Watch.Saw("queue message", Decoded(message));
        }
    }

    /// <summary>
    /// What a storage holds when a product is done with it: whom its users are, whoever told of them and how; every key; and what waits
    /// in its queues.
    /// </summary>
    internal static async Task LookAsync(string storage, string mark = "")
    {
        var there = await new TableServiceClient(storage).QueryAsync().Select(table => table.Name).ToListAsync();
        foreach (var table in Tables.Intersect(there))
        {
            await foreach (var row in new TableClient(storage, table).QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", "Doc"]))
            {
                Watch.Saw($"key in {table}", $"{row.PartitionKey} {Rows.WithoutPlace(row.RowKey)}");
                if (row.RowKey.StartsWith("u:", StringComparison.Ordinal))
                {
                    Watch.Told(row.GetString("Doc"), mark);
                }
            }
        }

        await foreach (var queue in new QueueServiceClient(storage).GetQueuesAsync())
        {
            foreach (var message in (await new QueueClient(storage, queue.Name).PeekMessagesAsync(MostPeeked)).Value)
            {
                Watch.Saw("queue message", Decoded(message.Body.ToString()));
            }
        }
    }

    // Not all that tests put into queues is Base64.
    private static string Decoded(string message)
    {
        var bytes = new byte[message.Length];
        return Convert.TryFromBase64String(message, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : message;
    }

    [GeneratedRegex(@"^(?:GET|PUT|POST|PATCH|MERGE|DELETE) (/[^? ]+)\S* HTTP/1\.1", RegexOptions.Multiline)]
    private static partial Regex Address();

    [GeneratedRegex("<MessageText>([A-Za-z0-9+/=]+)</MessageText>")]
    private static partial Regex Message();
}
