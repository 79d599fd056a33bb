using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Registering;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Speed;

/// <summary>
/// A creation with every guarantee (unique code, ID and e-mail, audit, outbox, idempotency, an invitation) against inserting the same
/// rows, made beforehand, and sending a message as long. Decided, encrypted, checked against Azure's limits and mapped is on our side only.
/// </summary>
internal static class Create
{
    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var (company, other) = (await product.CompanyAsync(cancellationToken), await product.CompanyAsync(cancellationToken));
        var (register, table) = (product.Get<RegisterUser>(), product.Tables.Directory);
        var queue = product.Get<QueueServiceClient>().GetQueueClient(InvitationMessages.QueueName);
        var mapping = product.RowsOf();
        var calls = effort.WarmUp + (effort.Rounds * effort.Calls);
        var prepared = new Queue<TableTransactionAction[]>();
        for (var number = 0; number < calls; number++)
        {
            prepared.Enqueue([.. mapping.New(other.Id, await product.DecideAsync(other, People.Fields(number), "email", cancellationToken)).Select(StorageTables.Add)]);
        }

        var created = 0;
        var message = $$"""{"version":1,"organisation":"{{other.Id}}","user":"{{Guid.NewGuid()}}","invitation":"{{Guid.NewGuid()}}"}""";
        var rounds = await Turns.ByCallAsync(
            effort,
            async () =>
            {
                var number = created++;
                var request = new RegisterUserRequest(company.Actor, People.Fields(number), "email", new(new($"create-{number}"), "hash")) { InvitesAtOnce = true };
                _ = await register.HandleAsync(request, cancellationToken) as RegisterUserOutcome.Registered ?? throw new InvalidOperationException("A user was not registered.");
            },
            async () =>
            {
                await table.SubmitTransactionAsync(prepared.Dequeue(), cancellationToken);
                await queue.SendMessageAsync(message, TimeSpan.Zero, TimeSpan.FromSeconds(-1), cancellationToken);
            });
        await queue.ClearMessagesAsync(cancellationToken);
        return [Figure.Of("create", "one transaction with the same rows and one send", "ms", rounds, 1.25)];
    }
}
