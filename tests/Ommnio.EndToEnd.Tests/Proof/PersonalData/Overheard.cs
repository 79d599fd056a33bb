using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof.PersonalData;

/// <summary>What the app sends to its storage, and what is there at the end.</summary>
internal static partial class Overheard
{
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
            Watch.Saw("queue message", Encoding.UTF8.GetString(Convert.FromBase64String(message)));
        }
    }

    /// <summary>When all tests are over: none of what they told of people is where nothing of people belongs.</summary>
    internal static async Task NothingPersonalAsync(string storage)
    {
        foreach (var table in Tables)
        {
            await foreach (var row in new TableClient(storage, table).QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"]))
            {
                Watch.Saw($"key in {table}", $"{row.PartitionKey} {Rows.WithoutPlace(row.RowKey)}");
            }
        }

        var (values, looked, leaks) = Watch.Compare();
        TestContext.Current.SendDiagnosticMessage("{0} values of people were looked for in {1} log lines, addresses, headers, queue messages and keys", values, looked);
        leaks.ShouldBeEmpty();
    }

    [GeneratedRegex(@"^(?:GET|PUT|POST|PATCH|MERGE|DELETE) (/[^? ]+)\S* HTTP/1\.1", RegexOptions.Multiline)]
    private static partial Regex Address();

    [GeneratedRegex("<MessageText>([A-Za-z0-9+/=]+)</MessageText>")]
    private static partial Regex Message();
}
