using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Ommnio.Storage.Tests.Faults;

namespace Ommnio.Benchmarks.Scale;

/// <summary>
/// Stands in for the table <c>directory</c> of an organisation too large for an emulator: makes up the rows of its users as they are
/// asked for, by point reads and ranges, and takes every transaction without keeping it. Enough for counting.
/// </summary>
internal sealed partial class ImaginedTable(int users) : HttpPipelinePolicy
{
    private const int LargestPage = 1_000;

    /// <summary>The rows of one user; those of a later user stand later in every range.</summary>
    internal Func<int, IReadOnlyList<TableEntity>> RowsOf { get; set; } = _ => [];

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing of ours blocks a thread.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var (kind, address) = (RequestLog.KindOf(message.Request), message.Request.Uri.ToUri());
        if (kind == RequestKind.Transaction && await IsOurs(message.Request))
        {
            message.Response = await TakeAsync(message.Request);
        }
        else if (address.AbsolutePath.Contains("/directory(", StringComparison.Ordinal) && kind is RequestKind.Read or RequestKind.Query)
        {
            message.Response = kind == RequestKind.Read ? Find(message.Request, address) : Range(message.Request, address);
        }
        else
        {
            await ProcessNextAsync(message, pipeline);
        }
    }

    private CannedResponse Find(Request request, Uri address)
    {
        var key = Key().Match(Uri.UnescapeDataString(address.AbsolutePath)).Groups[1].Value;
        var found = Number().Match(key) is { Success: true } number && int.Parse(number.Value, CultureInfo.InvariantCulture) is var user && user < users
            ? RowsOf(user).FirstOrDefault(row => row.RowKey == key)
            : null;
        return found is null
            ? new(404, request.ClientRequestId, """{"odata.error":{"code":"ResourceNotFound","message":{"value":"The specified resource does not exist."}}}""", new HttpHeader("Content-Type", "application/json")) { IsExpected = true }
            : new(200, request.ClientRequestId, Json(found).ToJsonString(), new("Content-Type", "application/json"), new("ETag", "W/\"1\""));
    }

    private CannedResponse Range(Request request, Uri address)
    {
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        var bounds = Bounds().Match(query["$filter"]!);
        var (from, below) = (bounds.Groups[1].Value, bounds.Groups[2].Value);
        var family = RowsOf(0).Select(row => FamilyOf(row.RowKey)).First(family => from.StartsWith(family, StringComparison.Ordinal));
        var top = Math.Min(LargestPage, int.Parse(query["$top"] ?? "1000", CultureInfo.InvariantCulture));
        var first = FirstFrom(from, family);
        var rows = Enumerable.Range(first, Math.Min(top + 1, users - first)).Select(number => RowOf(number, family)).TakeWhile(row => string.CompareOrdinal(row.RowKey, below) < 0).ToList();
        var page = new JsonObject { ["value"] = new JsonArray([.. rows.Take(top).Select(Json)]) };
        HttpHeader[] next = rows.Count > top ? [new("x-ms-continuation-NextPartitionKey", "p"), new("x-ms-continuation-NextRowKey", "r")] : [];
        return new(200, request.ClientRequestId, page.ToJsonString(), [new("Content-Type", "application/json"), .. next]);
    }

    // Of users in order, the first whose row does not stand before.
    private int FirstFrom(string from, string family)
    {
        var (low, high) = (0, users);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(RowOf(middle, family).RowKey, from) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private TableEntity RowOf(int number, string family) => RowsOf(number).First(row => row.RowKey.StartsWith(family, StringComparison.Ordinal));

    // What stands before the place of a user: one letter, or what a posting is about.
    private static string FamilyOf(string key) => key.StartsWith("p:", StringComparison.Ordinal) ? string.Join(':', key.Split(':')[..3]) + ":" : key[..2];

    private static async Task<bool> IsOurs(Request request) => (await BodyAsync(request)).Contains("/directory", StringComparison.Ordinal);

    private static async Task<CannedResponse> TakeAsync(Request request)
    {
        var rows = (await BodyAsync(request)).Split(" HTTP/1.1").Length - 1;
        var body = new StringBuilder("--batch_1\r\nContent-Type: multipart/mixed; boundary=changeset_1\r\n\r\n");
        for (var row = 0; row < rows; row++)
        {
            body.Append("--changeset_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n\r\n");
        }

        return new(202, request.ClientRequestId, body.Append("--changeset_1--\r\n--batch_1--\r\n").ToString(), new HttpHeader("Content-Type", "multipart/mixed; boundary=batch_1"));
    }

    private static async Task<string> BodyAsync(Request request)
    {
        using var body = new MemoryStream();
        await request.Content!.WriteToAsync(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static JsonObject Json(TableEntity row)
    {
        var json = new JsonObject { ["odata.etag"] = "W/\"1\"", ["Timestamp"] = "2026-01-01T00:00:00Z" };
        foreach (var (name, value) in row.Where(property => property.Value is not null))
        {
            json[name] = value is byte[] bytes ? Convert.ToBase64String(bytes) : JsonSerializer.SerializeToNode(value);
            if (value is byte[] or DateTimeOffset)
            {
                json[$"{name}@odata.type"] = value is byte[]? "Edm.Binary" : "Edm.DateTime";
            }
        }

        return json;
    }

    [GeneratedRegex("RowKey='([^']*)'")]
    private static partial Regex Key();

    // The number that our people have in their code.
    [GeneratedRegex(@"(?<=^c:c-)\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex("RowKey ge '([^']*)' and RowKey lt '([^']*)'")]
    private static partial Regex Bounds();
}
