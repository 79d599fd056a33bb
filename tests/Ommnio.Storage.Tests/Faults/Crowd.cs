using System.Collections.Concurrent;
using Azure;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>The use cases that the crowd goes through.</summary>
internal sealed record Doings(
    Actor Actor, RegisterUser Register, ChangeUser Change, BlockUser Block, EraseUser Erase, InviteUser Invite, ResendInvitation Resend, RevokeInvitation Revoke, AcceptInvitation Accept, CreateTeam CreateTeam, MasterKeys Keys)
{
    /// <summary>As the app composes them, but for the queues.</summary>
    internal static Doings Of(StorageTests test, Actor actor, IInvitationMessages invitationMessages, IJobMessages jobMessages, TimeProvider time)
    {
        var (users, catalogues, invitations, ids, ways, keys) = (test.Get<IUsers>(), test.Get<ICatalogues>(), test.Get<IInvitations>(), new Ids(), new InvitationWays([]), StorageTests.Secrets);
        var handOff = new HandOff(invitations, invitationMessages, keys, time);
        return new(
            actor,
            new(catalogues, users, ways, handOff, keys, ids, time),
            new(catalogues, users, ids, time),
            new(catalogues, users, ids, time),
            new(test.Get<IErasures>(), jobMessages, ids, time),
            new(catalogues, users, invitations, ways, handOff, keys, ids, time),
            new(catalogues, users, invitations, ways, handOff, keys, ids, time),
            new(users, invitations, ids, time),
            new(new FindByToken(invitations, users, catalogues, keys, time), users, catalogues, handOff, keys, ids, time),
            new(catalogues, ids),
            keys);
    }
}

/// <summary>Somebody whom the crowd knows, with all that was acknowledged of them.</summary>
internal sealed class Known(User user)
{
    public UserId Id => user.Id;

    public string FullName => user.Name.Full;

    public ConcurrentBag<string> Notes { get; } = [];

    public ConcurrentBag<Invitation> Invitations { get; } = [];

    public ConcurrentBag<InvitationId> Revoked { get; } = [];

    public bool IsAccepted { get; set; }

    public bool IsErased { get; set; }

    /// <summary>Also when nobody knows what it came to.</summary>
    public bool MayBeErased { get; set; }
}

/// <summary>
/// Administrators and invitees, many at once. Each does what a careful caller does: repeats the same operation until there is an
/// answer, or, now and then, gives up not knowing; and writes down what was acknowledged.
/// </summary>
internal sealed class Crowd(Doings doings, int seed)
{
    private int operations;
    private int unknown;

    public ConcurrentDictionary<UserId, Known> People { get; } = [];

    public ConcurrentBag<string> Teams { get; } = [];

    /// <summary>How many operations ended without an answer.</summary>
    public int Unknown => unknown;

    public Task RunAsync(int wanted, int callers, CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
    {
        var random = new Random(HashCode.Combine(seed, caller));
        while (Interlocked.Increment(ref operations) is var number && number <= wanted)
        {
            await DoAsync(number, random, cancellationToken);
        }
    }));

    private Task DoAsync(int number, Random random, CancellationToken cancellationToken)
    {
        var some = People.Values.Skip(random.Next(Math.Max(1, People.Count))).FirstOrDefault();
        return random.Next(100) switch
        {
            < 35 => RegisterAsync(number, random, cancellationToken),
            _ when some is null => RegisterAsync(number, random, cancellationToken),
            < 60 => ChangeAsync(some, number, random, cancellationToken),
            < 67 => AnswerAsync(random, () => doings.Block.HandleAsync(new(doings.Actor, some.Id, null, random.Next(2) == 0), cancellationToken)),
            < 77 => InviteAsync(some, number, random, cancellationToken),
            < 81 => ResendAsync(some, number, random, cancellationToken),
            < 84 => RevokeAsync(some, random, cancellationToken),
            < 92 => AcceptAsync(some, random, cancellationToken),
            < 97 => EraseAsync(some, random, cancellationToken),
            _ => CreateTeamAsync(number, random, cancellationToken),
        };
    }

    // Codes are few, so that they are often taken; last names tell the operations apart.
    private async Task RegisterAsync(int number, Random random, CancellationToken cancellationToken)
    {
        var fields = new UserFields
        {
            FirstName = "Ana",
            LastName = $"Number {number}",
            Position = "Cashier",
            Area = "Sales",
            Code = $"C-{random.Next(1_000)}",
            Email = random.Next(3) == 0 ? $"a{random.Next(1_000)}@example.com" : null,
            NationalId = random.Next(3) == 0 ? $"{random.Next(1_000):D8}Z" : null,
            Phone = random.Next(3) == 0 ? $"+346000{random.Next(1_000):D5}" : null,
        };
        var request = new RegisterUserRequest(doings.Actor, fields, random.Next(2) == 0 ? "link" : null, new(new($"register{number}"), "hash"));
        if (await AnswerAsync(random, () => doings.Register.HandleAsync(request, cancellationToken)) is RegisterUserOutcome.Registered registered)
        {
            var known = People.GetOrAdd(registered.User.Id, _ => new(registered.User));
            if (registered.Invitation is { } invitation)
            {
                known.Invitations.Add(invitation);
            }
        }
    }

    private async Task ChangeAsync(Known some, int number, Random random, CancellationToken cancellationToken)
    {
        var (note, code, area) = ($"[{number}]", $"C-{random.Next(1_000)}", random.Next(2) == 0 ? "Sales" : "Bakery");
        var changes = random.Next(2) == 0;
        var outcome = await AnswerAsync(random, () => doings.Change.HandleAsync(
            new(
                doings.Actor,
                some.Id,
                null,
                fields => fields.Notes?.Contains(note, StringComparison.Ordinal) is true ? fields : fields with { Notes = $"{fields.Notes}{note}", Area = area, Code = changes ? code : fields.Code },
                RemoveNationalId: false),
            cancellationToken));
        if (outcome is ChangeUserOutcome.Changed)
        {
            some.Notes.Add(note);
        }
    }

    private async Task InviteAsync(Known some, int number, Random random, CancellationToken cancellationToken)
    {
        var request = new InviteUserRequest(doings.Actor, some.Id, InvitationChannel.Link, new(new($"invite{number}"), "hash"));
        if (await AnswerAsync(random, () => doings.Invite.HandleAsync(request, cancellationToken)) is InviteUserOutcome.Invited invited)
        {
            some.Invitations.Add(invited.Invitation);
        }
    }

    private async Task ResendAsync(Known some, int number, Random random, CancellationToken cancellationToken)
    {
        if (some.Invitations.FirstOrDefault() is { } newest
            && await AnswerAsync(random, () => doings.Resend.HandleAsync(new(doings.Actor, some.Id, newest.Id, new(new($"resend{number}"), "hash")), cancellationToken)) is InviteUserOutcome.Invited sent)
        {
            some.Invitations.Add(sent.Invitation);
        }
    }

    private async Task RevokeAsync(Known some, Random random, CancellationToken cancellationToken)
    {
        if (some.Invitations.FirstOrDefault() is { } newest
            && await AnswerAsync(random, () => doings.Revoke.HandleAsync(new(doings.Actor, some.Id, newest.Id), cancellationToken)) is RevokeInvitationOutcome.Revoked)
        {
            some.Revoked.Add(newest.Id);
        }
    }

    private async Task AcceptAsync(Known some, Random random, CancellationToken cancellationToken)
    {
        if (some.Invitations.FirstOrDefault() is { } newest
            && await AnswerAsync(random, () => doings.Accept.HandleAsync(new(InvitationToken.Of(newest, doings.Keys).Text, null), cancellationToken)) is AcceptInvitationOutcome.Accepted)
        {
            some.IsAccepted = true;
        }
    }

    private async Task EraseAsync(Known some, Random random, CancellationToken cancellationToken)
    {
        some.MayBeErased = true;
        some.IsErased |= await AnswerAsync(random, () => doings.Erase.HandleAsync(new(doings.Actor, some.Id, null, some.FullName), cancellationToken)) is EraseUserOutcome.Erased;
    }

    private async Task CreateTeamAsync(int number, Random random, CancellationToken cancellationToken)
    {
        var request = new CreateTeamRequest(doings.Actor, new($"Team {number}", null, null, null), new(new($"team{number}"), "hash"));
        if (await AnswerAsync(random, () => doings.CreateTeam.HandleAsync(request, cancellationToken)) is TeamOutcome.Done)
        {
            Teams.Add($"Team {number}");
        }
    }

    private async Task<T?> AnswerAsync<T>(Random random, Func<Task<T>> call) where T : class
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

    /// <summary>After its client's tries, a request's fault is the caller's.</summary>
    internal static bool IsOfTheStorm(Exception fault) => fault is IOException or AggregateException or OperationCanceledException or RequestFailedException { Status: 500 or 503 or 0 };
}
