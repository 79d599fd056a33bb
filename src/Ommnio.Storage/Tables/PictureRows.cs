using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>
/// A picture's bytes in rows beside the user: a property holds 64 KiB and an entity 1 MiB with its names, so that the largest
/// picture fills two rows. They change in the user's transaction, under the user's ETag.
/// </summary>
internal static class PictureRows
{
    private const int PartsInARow = 8;
    private const int BytesInARow = PartsInARow * TableGuard.MostBinary;

    /// <summary>The rows to write and to delete; none where the picture stays.</summary>
    internal static IEnumerable<TableTransactionAction> Between(OrganisationId organisation, User before, ChangedUser change)
    {
        var (was, will) = (before.Picture, change.User.Picture);
        if (was == will)
        {
            return [];
        }

        if (change.Picture?.Picture != will)
        {
            throw new InvalidOperationException("A picture comes with its own bytes.");
        }

        var rows = change.Picture is { } file ? Of(organisation, before.Id, file).ToList() : [];
        return
        [
            .. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
            .. KeysOf(before).Skip(rows.Count).Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Keys.Partition(organisation), key), ETag.All)),
        ];
    }

    /// <summary>The keys of the rows that hold the user's picture.</summary>
    internal static IEnumerable<string> KeysOf(User user) =>
        Enumerable.Range(0, ((user.Picture?.Bytes ?? 0) + BytesInARow - 1) / BytesInARow).Select(row => Keys.Picture(user.Id, row));

    /// <summary>The picture again; null when the rows are not all of one picture.</summary>
    internal static PictureFile? Read(IReadOnlyList<TableEntity> rows)
    {
        byte[] bytes = [.. rows.SelectMany(Parts).SelectMany(part => part)];
        return PictureFile.Read(bytes).Value is { } file && rows.All(row => row.GetString("Hash") == file.Picture.Hash) ? file : null;
    }

    private static IEnumerable<TableEntity> Of(OrganisationId organisation, UserId user, PictureFile file)
    {
        for (var start = 0; start < file.Bytes.Length; start += BytesInARow)
        {
            var row = new TableEntity(Keys.Partition(organisation), Keys.Picture(user, start / BytesInARow)) { ["Hash"] = file.Picture.Hash };
            var rest = file.Bytes[start..Math.Min(start + BytesInARow, file.Bytes.Length)];
            for (var part = 0; rest.Length > 0; part++)
            {
                var length = Math.Min(rest.Length, TableGuard.MostBinary);
                row[Part(part)] = rest[..length].ToArray();
                rest = rest[length..];
            }

            yield return row;
        }
    }

    private static IEnumerable<byte[]> Parts(TableEntity row) => Enumerable.Range(0, PartsInARow).Select(part => row.GetBinary(Part(part))).OfType<byte[]>();

    private static string Part(int number) => $"P{number}";
}
