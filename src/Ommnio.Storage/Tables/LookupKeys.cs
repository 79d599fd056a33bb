using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>Keys of the table <c>lookup</c>: the partition is what is looked for, so load spreads; it is repeated in the row key.</summary>
internal static class LookupKeys
{
    /// <summary>The index of organisations, for the sweep.</summary>
    internal const string Organisations = "organisations";

    internal static (string Partition, string Row) ApiKey(string id) => (KeyText.Escape(id), $"key:{KeyText.Escape(id)}");

    internal static (string Partition, string Row) Token(byte[] hash) => (Convert.ToHexStringLower(hash), $"token:{Convert.ToHexStringLower(hash)}");

    internal const string Phones = "phone:";

    /// <summary>One row for each user with that phone, found by its keyed hash.</summary>
    internal static (string Partition, string Row) Phone(string hash, OrganisationId organisation, UserId user) => (hash, $"{Phones}{organisation}:{user}");

    /// <summary>The line of turns at a provider, of one organisation or of all.</summary>
    internal static (string Partition, string Row) Turn(string channel, string? organisation) => ($"turn:{channel}:{organisation}", $"turn:{channel}:{organisation}");

    /// <summary>Whose row it is; null: nobody's in particular.</summary>
    internal static string? OwnerOf(TableEntity row) =>
        row.PartitionKey == Organisations ? row.RowKey
        : row.GetString("Organisation") is { } owner ? owner
        : row.GetString("Doc") is { } document && JsonNode.Parse(document)?["organisation"] is { } named ? (string?)named
        : null;

    /// <summary>By keyed hash: an account of a channel is personal, and some are guessable.</summary>
    internal static (string Partition, string Row) Channel(string hash) => (hash, $"channel:{hash}");

    /// <summary>By keyed hash: a pairing code is short enough to be tried out on a plain one.</summary>
    internal static (string Partition, string Row) Pairing(string hash) => (hash, $"pairing:{hash}");
}
