using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Keeping;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>Lines of what lies in the tables: the truth of each thing once, without the rows that only find or list it.</summary>
internal sealed class ExportStore(StorageTables tables, MasterKeys keys) : IExports
{
    private const string Query = "export";
    private static readonly (string Prefix, string Kind)[] Kinds = [("a:", "change"), ("i:", "invitation"), ("j:", "job"), (Keys.Users, "user")];
    private readonly Cursors cursors = new(keys);

    public async Task<IReadOnlyList<string>?> OfUserAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        if (await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.User(user), cancellationToken) is not { } found)
        {
            return null;
        }

        List<string> lines = [LineOf(found)];
        foreach (var range in ((string, string)[])[Keys.InvitationsOf(user), Keys.HistoryOf(user)])
        {
            await foreach (var row in tables.Directory.QueryAsync<TableEntity>(Filter(organisation, range), cancellationToken: cancellationToken))
            {
                lines.Add(LineOf(row));
            }
        }

        return lines;
    }

    public async Task<Core.Registering.Page<string>?> OfOrganisationAsync(OrganisationId organisation, string? after, int limit, CancellationToken cancellationToken)
    {
        var query = $"{organisation}\n{Query}";
        var last = after is null ? null : cursors.Read(after, query);
        if (after is not null && last is null)
        {
            return null;
        }

        List<string> lines = last is null ? await CatalogueAsync(organisation, cancellationToken) : [];
        var read = 0;
        foreach (var (prefix, _) in Kinds)
        {
            var (from, below) = Keys.Range(prefix);
            if (string.CompareOrdinal(last, below) >= 0)
            {
                continue;
            }

            var start = string.CompareOrdinal(last, from) > 0 ? last! : from;
            await foreach (var row in tables.Directory.QueryAsync<TableEntity>(Filter(organisation, (start, below)), limit, cancellationToken: cancellationToken))
            {
                if (row.RowKey == last)
                {
                    continue;
                }

                lines.Add(LineOf(row));
                if (++read == limit)
                {
                    return new(lines, cursors.Write(row.RowKey, query));
                }
            }
        }

        return new(lines, null);
    }

    private async Task<List<string>> CatalogueAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        await foreach (var row in tables.Catalogue.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)}"), cancellationToken: cancellationToken))
        {
            if (row.ContainsKey("Doc"))
            {
                lines.Add(LineOf(row));
            }
        }

        return lines;
    }

    private static string Filter(OrganisationId organisation, (string From, string Below) range) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {range.From} and RowKey lt {range.Below}");

    private static string LineOf(TableEntity row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kinds.FirstOrDefault(kind => row.RowKey.StartsWith(kind.Prefix, StringComparison.Ordinal)).Kind ?? row.RowKey.Split(':')[0]);
            json.WriteString("id", row.RowKey[(row.RowKey.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            json.WritePropertyName("data");
            Write(json, row);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, TableEntity row)
    {
        if (row.GetString("Doc") is { } document)
        {
            json.WriteRawValue(document);
            return;
        }

        var change = ChangeRows.ReadAudit(row);
        json.WriteStartObject();
        json.WriteString("at", change.At);
        json.WriteString("by", change.By?.ToString());
        json.WriteString("way", row.GetString("Way"));
        json.WriteString("action", change.Action);
        json.WriteStartArray("fields");
        foreach (var field in change.Fields)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
        if (change.About is { } about)
        {
            json.WriteString("about", about);
            json.WriteString("key", change.Key);
        }

        json.WriteEndObject();
    }
}
