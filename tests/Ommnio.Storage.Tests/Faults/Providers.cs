using System.Collections.Concurrent;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>
/// Those outside: providers of e-mail and SMS that are down now and then, lose their answers or refuse an address, and the chats of
/// administrators, which cannot always be reached. What they took, what they said and which turns were given is written down.
/// </summary>
internal sealed class Providers(ITurnsToSend turns, OrganisationId organisation, int seed) : IInvitationSenders, ITurnsToSend, IAdministratorChats
{
    private readonly AsyncLocal<List<Mail>?> run = new();
    private readonly Random random = new(seed);
    private readonly Lock all = new();
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int underWay;
    private int waiting;

    /// <summary>By what a provider tells messages apart.</summary>
    internal ConcurrentDictionary<(InvitationChannel Channel, string Reference), Mail> Mails { get; } = [];

    /// <summary>How often each turn was given.</summary>
    internal ConcurrentDictionary<(InvitationChannel Channel, string Line, DateTimeOffset Turn), int> Turns { get; } = [];

    /// <summary>Of whom an administrator was told that they are in.</summary>
    internal ConcurrentDictionary<UserId, bool> Told { get; } = [];

    /// <summary>A run that dies after a provider took something does not learn of it either.</summary>
    internal async Task WatchAsync(Func<Task> deliver)
    {
        List<Mail> taken = [];
        run.Value = taken;
        Move(1);
        try
        {
            await deliver();
        }
        catch
        {
            taken.ForEach(mail => Interlocked.Increment(ref mail.Unheard));
            throw;
        }
        finally
        {
            Move(-1);
        }
    }

    public async Task<Sending> SendAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken)
    {
        var drawn = Draw(10);
        if (address.Contains("7@", StringComparison.Ordinal))
        {
            return new Sending.Refused("refused");
        }

        if (drawn == 0)
        {
            return new Sending.Later("down");
        }

        // It answers late, as any provider does now and then: somebody else may be at the same invitation meanwhile.
        for (var others = 0; drawn < 4 && others < drawn && NextMove() is { } next; others++)
        {
            await next.WaitAsync(cancellationToken);
        }

        var mail = Mails.GetOrAdd((channel, reference), _ => new());
        Interlocked.Increment(ref mail.Taken);
        if (drawn == 1)
        {
            Interlocked.Increment(ref mail.Unheard);
            return new Sending.Later("the answer was lost");
        }

        run.Value!.Add(mail);
        return new Sending.Taken();
    }

    // What all organisations share is this one's own here: the lines of other tests are on other clocks.
    public async Task<DateTimeOffset> TakeAsync(InvitationChannel channel, OrganisationId? whose, TimeSpan interval, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var line = whose ?? new($"{organisation}-all");
        var turn = await turns.TakeAsync(channel, line, interval, now, cancellationToken);
        Turns.AddOrUpdate((channel, line.Value, turn), 1, (_, times) => times + 1);
        return turn;
    }

    public Task<bool> TellAsync(OrganisationId whose, UserId administrator, User user, InvitationNews news, Problem? why, CancellationToken cancellationToken)
    {
        if (Draw(10) == 0)
        {
            throw new IOException("the channel cannot be reached");
        }

        if (news == InvitationNews.Accepted)
        {
            Told[user.Id] = true;
        }

        return Task.FromResult(true);
    }

    /// <summary>A delivery has begun, or is over.</summary>
    private void Move(int more)
    {
        lock (all)
        {
            (underWay, waiting) = (underWay + more, 0);
            moved.SetResult();
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>When another delivery begins or is over; null where all that are under way would wait for one another.</summary>
    private Task? NextMove()
    {
        lock (all)
        {
            if (waiting + 1 >= underWay)
            {
                return null;
            }

            waiting++;
            return moved.Task;
        }
    }

    private int Draw(int below)
    {
        lock (random)
        {
            return random.Next(below);
        }
    }

    /// <summary>How often a provider took one message, and how often nobody heard of it.</summary>
    internal sealed class Mail
    {
        internal int Taken;
        internal int Unheard;
    }
}
