using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>Somebody whom the crowd knows, with what was acknowledged of them.</summary>
internal sealed class Known(User user)
{
    public UserId Id => user.Id;

    public string FullName => user.Name.Full;

    public ConcurrentBag<Invitation> Invitations { get; } = [];

    /// <summary>Also when nobody knows what it came to.</summary>
    public bool MayBeErased { get; set; }
}

/// <summary>
/// Administrators and invitees, many at once. Each does what a careful caller does: repeats the same operation until there is an
/// answer, or, now and then, gives up not knowing; and writes down what was acknowledged.
/// </summary>
internal sealed class Crowd(UseCases cases, RestlessQueue queue, FakeTimeProvider time, OrganisationId organisation, int seed, CancellationToken cancellationToken)
{
    // A claim must outlive the slowest run, by a clock that moves with the operations.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly Lock all = new();
    private readonly List<Known> people = [];
    private readonly ConcurrentDictionary<int, DateTimeOffset> underWay = [];
    private DateTimeOffset ended;
    private int operations;
    private int unknown;

    public Actor Actor { get; } = new(organisation, null, WayIn.Api, null);

    public FakeTimeProvider Time => time;

    public CancellationToken Token => cancellationToken;

    public IReadOnlyList<Known> People => [.. people];

    /// <summary>What was begun before that is over, by the storage's clock: nobody repeats it any more.</summary>
    public DateTimeOffset OverBefore => underWay.Values.Append(underWay.IsEmpty ? ended : DateTimeOffset.MaxValue).Min();

    /// <summary>How many operations ended without an answer.</summary>
    public int Unknown => unknown;

    public T Get<T>() where T : notnull => cases.Get<T>();

    public async Task RunAsync(IReadOnlyList<Doing> doings, int wanted, int callers)
    {
        var until = operations + wanted;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var random = new Random(unchecked((seed * 397) ^ (until + caller)));
            while (Interlocked.Increment(ref operations) is var number && number <= until)
            {
                time.Advance(Tick);
                queue.Wake();
                underWay[number] = TimeProvider.System.GetUtcNow();
                await Of(doings, random).DoAsync(number, random);
                underWay.TryRemove(number, out _);
            }
        }));
        ended = TimeProvider.System.GetUtcNow();
    }

    public Known Meet(User user)
    {
        lock (all)
        {
            if (people.Find(known => known.Id == user.Id) is { } met)
            {
                return met;
            }

            people.Add(new(user));
            return people[^1];
        }
    }

    /// <summary>Null while there is nobody.</summary>
    public Known? Some(Random random)
    {
        lock (all)
        {
            return people.Count == 0 ? null : people[random.Next(people.Count)];
        }
    }

    /// <summary>Null: it was given up, and nobody knows what came of it.</summary>
    public async Task<T?> AnswerAsync<T>(Random random, Func<Task<T>> call) where T : class
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (IsOfTheStorm(fault))
            {
                if (random.Next(4) == 0)
                {
                    Interlocked.Increment(ref unknown);
                    return null;
                }
            }
        }
    }

    public static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (IsOfTheStorm(fault))
            {
                // Whoever does not give up tries again.
            }
        }
    }

    /// <summary>After its client's tries, a request's fault is the caller's; and what others change again and again is worth another try.</summary>
    internal static bool IsOfTheStorm(Exception fault) =>
        fault is IOException or AggregateException or OperationCanceledException or RequestFailedException { Status: 500 or 503 or 0 }
        || (fault is InvalidOperationException busy && (busy.Message.Contains("again and again", StringComparison.Ordinal) || busy.Message.StartsWith("No turn to send", StringComparison.Ordinal)));

    private static Doing Of(IReadOnlyList<Doing> doings, Random random)
    {
        var drawn = random.Next(doings.Sum(doing => doing.Weight));
        return doings.First(doing => (drawn -= doing.Weight) < 0);
    }
}
