using System.Diagnostics;
using System.Text;
using Azure.Storage.Queues;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.Storage.Queues;

namespace Ommnio.Benchmarks.Speed;

/// <summary>
/// Invitations by link from the first message enqueued until the last is sent and its message gone, by the worker under the local
/// host; against a loop that takes as many messages, in batches as large as the trigger's, and deletes each.
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
        var rounds = await Turns.ByRoundAsync(effort, DeliverAsync, LoopAsync);
        return [Figure.Of("handoff", "a bare receive-and-delete loop", "messages/s", [.. rounds.Select(round => new Round(round.Ours, round.Against))], 0.5, atLeast: true)];

        async Task<double> DeliverAsync()
        {
            List<InvitationMessage> messages = [];
            for (var made = 0; made < count; made++)
            {
                var user = await product.DecideAsync(company, People.Fields(number++), "link", cancellationToken);
                await product.Get<IUsers>().AddAsync(company.Id, user, cancellationToken);
                messages.Add(new(company.Id, user.User.Id, user.Invitation!.Id));
            }

            var queue = service.GetQueueClient(InvitationMessages.QueueName);
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(messages, cancellationToken, async (message, token) => await product.Get<IInvitationMessages>().TrySendAsync(message, TimeSpan.Zero, token));
            while ((await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
            }

            var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
            var last = await product.Get<IInvitations>().FindAsync(company.Id, messages[^1].User, messages[^1].Invitation, cancellationToken);
            return last?.Value.State == InvitationState.Sent ? rate : throw new InvalidOperationException("The last invitation was not sent.");
        }

        async Task<double> LoopAsync()
        {
            var message = new string('x', Encoding.UTF8.GetByteCount($$"""{"version":1,"organisation":"{{company.Id}}","user":"{{Guid.NewGuid()}}","invitation":"{{Guid.NewGuid()}}"}"""));
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForAsync(0, count, cancellationToken, async (_, token) => await bare.SendMessageAsync(message, TimeSpan.Zero, TimeSpan.FromSeconds(-1), token));
            for (var left = count; left > 0;)
            {
                foreach (var received in (await bare.ReceiveMessagesAsync(Batch, cancellationToken: cancellationToken)).Value)
                {
                    await bare.DeleteMessageAsync(received.MessageId, received.PopReceipt, cancellationToken);
                    left--;
                }
            }

            return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }
}
