using Azure.Data.Tables;

namespace Ommnio.Storage.Tables;

/// <summary>
/// Azure's limits, some of which Azurite lets through. What breaks one is a fault of ours: it throws before anything is sent.
/// </summary>
internal static class TableGuard
{
    internal const int MostActions = 100;
    private const int MostProperties = 252;

    // 1 KiB, at two bytes a character.
    private const int MostKey = 512;
    private const int MostString = 32_768;
    internal const int MostBinary = 65_536;
    private const int MostEntity = 1_048_576;
    internal const int MostTransaction = 4 * 1_048_576;
    private const int HeadersOfAPart = 2_000;

    internal static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        Refuse(actions.Count is 0 or > MostActions, $"A transaction holds 1 to {MostActions} entities.");
        Refuse(actions.Select(action => action.Entity.PartitionKey).Distinct(StringComparer.Ordinal).Count() > 1, "A transaction stays in one partition.");
        Refuse(actions.Select(action => action.Entity.RowKey).Distinct(StringComparer.Ordinal).Count() < actions.Count, "A transaction holds each entity once.");
        Refuse(actions.Sum(action => Cost((TableEntity)action.Entity)) > MostTransaction, "A transaction is at most 4 MiB.");
    }

    /// <summary>What the entity takes of a transaction's <see cref="MostTransaction"/> bytes.</summary>
    internal static int Cost(TableEntity entity) => Math.Max(Check(entity), Payload(entity));

    /// <returns>The entity's size in bytes.</returns>
    internal static int Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);
        var own = entity.Where(property => property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")).ToList();
        Refuse(own.Count > MostProperties, $"An entity has at most {MostProperties} properties.");
        var size = 2 * (entity.PartitionKey.Length + entity.RowKey.Length) + own.Sum(property => 8 + (2 * property.Key.Length) + Size(property.Value));
        Refuse(size > MostEntity, "An entity is at most 1 MiB.");
        return size;
    }

    // What counts is the request's body, and the SDK writes anything but plain ASCII as \uXXXX.
    private static int Payload(TableEntity entity) => HeadersOfAPart + entity.Sum(property => 40 + property.Key.Length + property.Value switch
    {
        string text => text.Sum(unit => char.IsAsciiLetterOrDigit(unit) || unit is ' ' or ',' or '.' or ':' ? 1 : 6),
        byte[] bytes => (bytes.Length + 2) / 3 * 4,
        _ => 40,
    });

    private static void CheckKey(string? key)
    {
        Refuse(key is null or { Length: > MostKey }, $"A key has at most {MostKey} characters.");
        // Surrogates: Azure takes a pair, but half of one would arrive as another key, and no recipe of ours lets any through.
        Refuse(key!.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c) || char.IsSurrogate(c)), "A key holds a forbidden character.");
    }

    private static int Size(object? value)
    {
        Refuse(value is string { Length: > MostString } or byte[] { Length: > MostBinary }, "A property is at most 64 KiB.");
        return value switch { string text => 4 + (2 * text.Length), byte[] bytes => 4 + bytes.Length, _ => 16 };
    }

    private static void Refuse(bool broken, string rule)
    {
        if (broken)
        {
            throw new InvalidOperationException(rule);
        }
    }
}
