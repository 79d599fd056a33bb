using System.Diagnostics;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Speed;

/// <summary>
/// Invitations by link from the first message enqueued until the last is sent and its message gone, by the worker under the local
/// host; against a loop that takes as many messages, in batches as large as the trigger's, and deletes each. And what that loop comes to
/// with a delivery's own requests in it, sixteen messages at a time and nothing thought about: more than that no worker can reach.
/// </summary>
internal static class Handoff
{
    // host.json's batchSize.
    private const int Batch = 16;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var company = await product.CompanyAsync(cancellationToken);
        var options = Apps.Options(product, Apps.Built(Apps.Product), ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.100"));
        await using var host = await FunctionsHost.StartAsync(options, cancellationToken);
        var service = product.Get<QueueServiceClient>();
        QueueClient bare = await service.CreateQueueAsync("bare", cancellationToken: cancellationToken);
        var (count, number) = (effort.Calls, 0);
        await DeliverAsync();
        return [Of("handoff", "a bare receive-and-delete loop", await Turns.ByRoundAsync(effort, DeliverAsync, LoopAsync)), Of("handoff-floor", "the same loop; ours with a delivery's requests in it", await Turns.ByRoundAsync(effort, RequestsAsync, LoopAsync))];

        async Task<IReadOnlyList<InvitationMessage>> InvitedAsync()
        {
            List<InvitationMessage> messages = [];
            for (var made = 0; made < count; made++)
            {
                var user = await product.DecideAsync(company, People.Fields(number++), "link", cancellationToken);
                await product.Get<IUsers>().AddAsync(company.Id, user, cancellationToken);
                messages.Add(new(company.Id, user.User.Id, user.Invitation!.Id));
            }

            return messages;
        }

        async Task<double> DeliverAsync()
        {
            var messages = await InvitedAsync();
            var queue = service.GetQueueClient(InvitationMessages.QueueName);
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(messages, cancellationToken, async (message, token) => await product.Get<IInvitationMessages>().TrySendAsync(message, TimeSpan.Zero, token));
            while ((await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }

            var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
            var last = await product.Get<IInvitations>().FindAsync(company.Id, messages[^1].User, messages[^1].Invitation, cancellationToken);
            return last?.Value.State == InvitationState.Sent ? rate : throw new InvalidOperationException("The last invitation was not sent.");
        }

        Task<double> LoopAsync() => TakeAsync(1, (_, _) => Task.CompletedTask);

        async Task<double> RequestsAsync()
        {
            var (directory, lookup) = (product.Tables.Directory, product.Tables.Lookup);
            List<(string Row, TableEntity Token, List<TableTransactionAction> Actions)> deliveries = [];
            foreach (var (organisation, user, invitation) in await InvitedAsync())
            {
                var stored = (await product.Get<IInvitations>().FindAsync(organisation, user, invitation, cancellationToken))!;
                var now = product.Get<TimeProvider>().GetUtcNow();
                var sent = DeliverInvitation.Delivered(DeliverInvitation.Claim(stored.Value, Guid.NewGuid(), now, TimeSpan.FromMinutes(1))!, now);
                var history = ChangeRows.Audit(organisation, user, new(sent.Operation, now, null, WayIn.System, "invitation.sent", []));
                var (partition, row) = LookupKeys.Token(InvitationToken.Of(sent, product.Get<MasterKeys>()).Hash);
                deliveries.Add((Keys.Invitation(user, invitation), new(partition, row) { ["Doc"] = new string('x', 150) }, [.. InvitationRows.Move(organisation, stored, sent, outboxGone: false), StorageTables.Add(history)]));
            }

            return await TakeAsync(Batch, async (taken, token) =>
            {
                var (row, published, actions) = deliveries[taken];
                await directory.GetEntityAsync<TableEntity>(Keys.Partition(company.Id), row, cancellationToken: token);
                await lookup.UpsertEntityAsync(published, TableUpdateMode.Replace, token);
                await directory.SubmitTransactionAsync(actions, token);
            });
        }

        // How many are taken and deleted in a second, with some work for each.
        async Task<double> TakeAsync(int atOnce, Func<int, CancellationToken, Task> work)
        {
            var message = new string('x', Encoding.UTF8.GetByteCount($$"""{"version":1,"organisation":"{{company.Id}}","user":"{{Guid.NewGuid()}}","invitation":"{{Guid.NewGuid()}}"}"""));
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForAsync(0, count, cancellationToken, async (_, token) => await bare.SendMessageAsync(message, TimeSpan.Zero, TimeSpan.FromSeconds(-1), token));
            var taken = -1;
            while (taken < count - 1)
            {
                var received = (await bare.ReceiveMessagesAsync(Batch, cancellationToken: cancellationToken)).Value;
                await Parallel.ForEachAsync(received, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (one, token) =>
                {
                    await work(Interlocked.Increment(ref taken), token);
                    await bare.DeleteMessageAsync(one.MessageId, one.PopReceipt, token);
                });
            }

            return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }

    private static Figure Of(string name, string what, IReadOnlyList<(double Ours, double Against)> rounds) =>
        Figure.Of(name, what, "messages/s", [.. rounds.Select(round => new Round(round.Ours, round.Against))], 0.5, atLeast: true);
}
