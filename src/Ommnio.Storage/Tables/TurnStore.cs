using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>One row for each line of turns: when its next one is free. Its ETag lets each turn be taken once.</summary>
internal sealed class TurnStore(StorageTables tables) : ITurnsToSend
{
    private const int MostTries = 50;

    public async Task<DateTimeOffset> TakeAsync(InvitationChannel channel, OrganisationId? organisation, TimeSpan interval, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (partition, row) = LookupKeys.Turn(Naming.CamelCase(channel), organisation?.Value);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var line = await StorageTables.FindAsync(tables.Lookup, partition, row, cancellationToken);
            var turn = line?.GetDateTimeOffset("Next") is { } next && next > now ? next : now;
            var entity = new TableEntity(partition, row) { ["Next"] = turn + interval };
            try
            {
                await (line is null ? tables.Lookup.AddEntityAsync(entity, cancellationToken) : tables.Lookup.UpdateEntityAsync(entity, line.ETag, TableUpdateMode.Replace, cancellationToken));
                return turn;
            }
            catch (RequestFailedException taken) when (taken.Status is 404 or 409 or 412)
            {
                // Somebody else has this turn: the next one.
            }
        }

        // As many others at the same instant: a queue message that fails comes back.
        throw new InvalidOperationException("No turn to send could be taken.");
    }
}
