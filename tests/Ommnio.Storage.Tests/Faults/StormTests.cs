using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Organisations;
using Ommnio.Storage.Tests.Proof;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>
/// All use cases at once on a storage of which any request may fail, with queue messages lost, doubled and out of order; and what holds
/// for every row when it is over. <c>OMMNIO_STORM</c> says how many operations at each rate, 400 unless said; a run prints its seed,
/// and <c>OMMNIO_SEED</c> takes one.
/// </summary>
public sealed class StormTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private const int Callers = 32;
    private static readonly int Operations = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_STORM") ?? "400", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.10)]
    [InlineData(0.30)]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_done(double rate)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation) with { Teams = [], ChatGroups = [] }, Token);
        await Get<ICatalogues>().FindAsync(Organisation, Token);
        var queue = new RestlessQueue(Organisation, seed);
        var (storm, crowd, deliver) = (new Storm(rate, seed), new Crowd(Doings.Of(this, new(Organisation, null, WayIn.Api, null), queue, queue, Time), seed), Deliver(queue));
        Faults.Storm = storm;

        await queue.DeliverWhileAsync(crowd.RunAsync(Operations, Callers, Token), message => deliver.HandleAsync(message, Token));

        Faults.Storm = null;
        TestContext.Current.TestOutputHelper?.WriteLine($"OMMNIO_SEED={seed}: {Operations} operations at {rate:P0}, {storm.Faults} faults of requests, {crowd.Unknown} operations without an answer, {crowd.People.Count} users");
        await DrainAsync(queue, deliver);
        var rows = (await RowsAsync()).ToDictionary(row => row.RowKey);
        var users = rows.Values.Where(row => row.RowKey.StartsWith("u:", StringComparison.Ordinal)).Select(UserMapping.Read).ToDictionary(user => user.Id);
        PartitionAudit.Of(Organisation, rows.Values, Secrets).ShouldBeEmpty();
        NothingIsDoneTwice(users);
        NothingAcknowledgedIsLost(crowd, rows, users);
        InvitationsAreWhereTheirUsersAre(crowd, rows, users);
        var teams = (await Get<ICatalogues>().FindNowAsync(Organisation, Token))!.Teams.Select(team => team.Name).ToList();
        teams.ShouldBeUnique();
        crowd.Teams.Except(teams).ShouldBeEmpty();
    }

    private static void NothingIsDoneTwice(Dictionary<UserId, User> users)
    {
        // One operation, one name.
        users.Values.Select(user => user.Name.Last).ShouldBeUnique();
        foreach (var user in users.Values)
        {
            (user.Notes ?? "").Split(']').ShouldBeUnique();
        }
    }

    private static void NothingAcknowledgedIsLost(Crowd crowd, Dictionary<string, TableEntity> rows, Dictionary<UserId, User> users)
    {
        foreach (var known in crowd.People.Values)
        {
            var user = users.GetValueOrDefault(known.Id);
            (user is not null || known.MayBeErased, user is null || !known.IsErased).ShouldBe((true, true), $"{known.Id}");
            if (user is not null)
            {
                known.Notes.Where(note => user.Notes?.Contains(note, StringComparison.Ordinal) is not true).ShouldBeEmpty($"{known.Id}");
                (user.SignedUpAt is not null || !known.IsAccepted).ShouldBeTrue($"{known.Id}");
                known.Invitations.Where(invitation => !rows.ContainsKey(Keys.Invitation(known.Id, invitation.Id))).ShouldBeEmpty($"{known.Id}");
            }
        }
    }

    private static void InvitationsAreWhereTheirUsersAre(Crowd crowd, Dictionary<string, TableEntity> rows, Dictionary<UserId, User> users)
    {
        rows.Keys.Where(key => key.StartsWith("z:", StringComparison.Ordinal)).ShouldBeEmpty();
        var invitations = rows.Values.Where(row => row.RowKey.StartsWith("i:", StringComparison.Ordinal)).Select(row => ChangeRows.ReadInvitation(row.GetString("Doc"))).ToLookup(invitation => invitation.User);
        foreach (var user in users.Values)
        {
            invitations[user.Id].ShouldAllBe(invitation => invitation.State == InvitationState.Sent || invitation.EndedAt != null, $"{user.Id}");
            invitations[user.Id].Count(invitation => invitation.State == InvitationState.Accepted).ShouldBe(user.SignedUpAt is null ? 0 : 1, $"{user.Id}");
        }

        // Sent again, a revoked one may live once more; an accepted one is never one that was taken back before.
        foreach (var known in crowd.People.Values.Where(known => users.ContainsKey(known.Id)))
        {
            known.Revoked.Where(id => invitations[known.Id].Single(invitation => invitation.Id == id) is { State: InvitationState.Accepted, Rotation: 1 }).ShouldBeEmpty($"{known.Id}");
        }
    }

    private async Task DrainAsync(RestlessQueue queue, DeliverInvitation deliver)
    {
        var sweep = new SweepOutbox(Get<IInvitations>(), queue, Time, Settings);
        for (var rounds = 0; rounds < 10 && (await RowKeysAsync()).Any(key => key.StartsWith("z:", StringComparison.Ordinal)); rounds++)
        {
            Time.Advance(TimeSpan.FromMinutes(3));
            await sweep.HandleAsync(Token);
            await queue.DeliverWhileAsync(Task.CompletedTask, message => deliver.HandleAsync(message, Token));
        }
    }

    private static DeliverySettings Settings => new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

    private HandOff HandOff(RestlessQueue queue) => new(Get<IInvitations>(), queue, Secrets, Time);

    private DeliverInvitation Deliver(RestlessQueue queue)
    {
        var (invitations, ways) = (Get<IInvitations>(), new InvitationWays([]));
        var send = new SendInvitation(new Nobody(), invitations, ways, _ => "", Secrets, Settings, Time);
        var wait = new WaitToSend(Get<ITurnsToSend>(), new(new(1, 1), new(1, 1)), Time);
        return new(invitations, Get<IUsers>(), Get<ICatalogues>(), send, wait, HandOff(queue), new(invitations, Get<IUsers>(), new Nobody(), Time), Secrets, new Ids(), Time, Settings);
    }

    /// <summary>Links need no provider, and no administrator is in a chat.</summary>
    private sealed class Nobody : IInvitationSenders, IAdministratorChats
    {
        public Task<Sending> SendAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TellAsync(OrganisationId organisation, UserId administrator, User user, InvitationNews news, Problem? why, CancellationToken cancellationToken) => Task.FromResult(false);
    }

    /// <summary>Loses some messages, delivers some twice, and none in order; what failed comes again, or was lost.</summary>
    private sealed class RestlessQueue(OrganisationId organisation, int seed) : IInvitationMessages, IJobMessages
    {
        private readonly ConcurrentBag<InvitationMessage> messages = [];
        private readonly SemaphoreSlim arrived = new(0);
        private readonly Random random = new(seed);

        // The sweep looks through all organisations, and the others' messages are their own tests'.
        public Task<bool> TrySendAsync(InvitationMessage message, TimeSpan delay, CancellationToken cancellationToken)
        {
            var times = OneIn(10) ? 0 : OneIn(10) ? 2 : 1;
            for (var time = 0; time < times && message.Organisation == organisation; time++)
            {
                Add(message);
            }

            return Task.FromResult(times > 0);
        }

        public Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken) => Task.FromResult(false);

        /// <summary>Until the others are done and nothing is left.</summary>
        internal Task DeliverWhileAsync(Task others, Func<InvitationMessage, Task> deliver) => Task.WhenAll([others, .. Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!others.IsCompleted || !messages.IsEmpty)
            {
                if (messages.TryTake(out var message))
                {
                    await TryAsync(message, deliver);
                }
                else
                {
                    await Task.WhenAny(others, arrived.WaitAsync());
                }
            }
        })]);

        private async Task TryAsync(InvitationMessage message, Func<InvitationMessage, Task> deliver)
        {
            try
            {
                await deliver(message);
            }
            catch (Exception fault) when (Crowd.IsOfTheStorm(fault))
            {
                if (!OneIn(4))
                {
                    Add(message);
                }
            }
        }

        private void Add(InvitationMessage message)
        {
            messages.Add(message);
            arrived.Release();
        }

        private bool OneIn(int many)
        {
            lock (random)
            {
                return random.Next(many) == 0;
            }
        }
    }
}
