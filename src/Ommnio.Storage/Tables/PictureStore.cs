using Azure.Data.Tables;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class PictureStore(StorageTables tables) : IPictures
{
    private const int MostTries = 3;

    public async Task<PictureFile?> FindAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        var (from, below) = Keys.Pictures(user);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await tables.Directory.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return null;
            }

            if (PictureRows.Read(rows) is { } file)
            {
                return file;
            }

            // A server may end a page between two rows, and somebody replace the picture before the next page: read it anew.
        }

        throw new InvalidOperationException("The rows of a picture do not belong together.");
    }
}
