using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>
/// Loses some messages, delivers some twice, and none in order, though none before its time; what failed comes again or was lost, and
/// what failed again and again is poison.
/// </summary>
internal sealed class RestlessQueue(OrganisationId organisation, int seed, TimeProvider time) : IInvitationMessages, IJobMessages
{
    // As the host has it.
    private const int MostTries = 5;
    private readonly Lock all = new();
    private readonly List<Message> messages = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Random random = new(seed);

    private sealed record Message(object Body, DateTimeOffset Due, int Tries);

    public Task<bool> TrySendAsync(InvitationMessage message, TimeSpan delay, CancellationToken cancellationToken) => TrySendAsync(message, message.Organisation, delay);

    public Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken) => TrySendAsync(message, message.Organisation, TimeSpan.Zero);

    /// <summary>The clock has moved: something may be due.</summary>
    internal void Wake() => arrived.Release();

    /// <summary>Until the others are done and nothing is due.</summary>
    internal async Task DeliverWhileAsync(Task others, Func<object, Task> deliver, Func<object, Task> poison)
    {
        await Task.WhenAll([others, .. Enumerable.Range(0, 8).Select(async _ =>
        {
            while (TryTake() is var message && (message is not null || !others.IsCompleted))
            {
                await (message is not null ? TryAsync(message, deliver, poison) : Task.WhenAny(others, arrived.WaitAsync()));
            }
        })]);
    }

    // The sweeps look through all organisations, and the others' messages are their own tests'.
    private Task<bool> TrySendAsync(object body, OrganisationId whose, TimeSpan delay)
    {
        var times = OneIn(10) ? 0 : OneIn(10) ? 2 : 1;
        for (var copy = 0; copy < times && whose == organisation; copy++)
        {
            Add(new(body, time.GetUtcNow() + delay, 0));
        }

        return Task.FromResult(times > 0);
    }

    private async Task TryAsync(Message message, Func<object, Task> deliver, Func<object, Task> poison)
    {
        try
        {
            await deliver(message.Body);
        }
        catch (Exception fault) when (Crowd.IsOfTheStorm(fault))
        {
            if (message.Tries + 1 == MostTries)
            {
                await poison(message.Body);
            }
            else if (!OneIn(10))
            {
                Add(message with { Tries = message.Tries + 1 });
            }
        }
    }

    private Message? TryTake()
    {
        lock (all)
        {
            var now = time.GetUtcNow();
            var due = messages.FindAll(message => message.Due <= now);
            if (due.Count == 0)
            {
                return null;
            }

            var taken = due[random.Next(due.Count)];
            messages.Remove(taken);
            return taken;
        }
    }

    private void Add(Message message)
    {
        lock (all)
        {
            messages.Add(message);
        }

        arrived.Release();
    }

    private bool OneIn(int many)
    {
        lock (all)
        {
            return random.Next(many) == 0;
        }
    }
}
