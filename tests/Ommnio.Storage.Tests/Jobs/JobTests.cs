using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Organisations;
using Xunit;

namespace Ommnio.Storage.Tests.Jobs;

/// <summary>
/// An organisation with users whom jobs are run on, as the functions run them; what they send is written down and not queued, so
/// that a test decides what is delivered, and how often.
/// </summary>
public abstract class JobTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private Outgoing? sent;

    internal static readonly MembershipRule Sales = new(new(Guid.CreateVersion7()), 1, [new(RuleField.Area, false, ["Sales"])]);

    internal Actor Actor { get; private set; } = null!;

    /// <summary>With the rule that everybody of Sales is in it.</summary>
    internal Team Shops { get; private set; } = null!;

    internal Outgoing Sent => sent ??= new(Organisation);

    internal IJobs Stored => Get<IJobs>();

    public async ValueTask InitializeAsync()
    {
        var demo = CatalogueTests.Demo(Organisation);
        Shops = demo.Teams[0] with { Rules = [Sales], RulesVersion = 1 };
        Actor = new(Organisation, new UserId(Guid.CreateVersion7()), WayIn.Api, null);
        await Get<IOrganisations>().CreateAsync(demo with { Teams = [Shops, .. demo.Teams[1..]] }, Token);
    }

    /// <summary>The same in an organisation of its own.</summary>
    internal ValueTask StartOverAsync()
    {
        Move();
        sent = null;
        return InitializeAsync();
    }

    internal async Task<User> AddAsync(string area, Func<User, User>? edit = null)
    {
        var user = (edit ?? (same => same))(Some.User() with { Area = new(area) });
        await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token);
        return user;
    }

    internal Task AddManyAsync(int count, Func<int, User> user) => Parallel.ForAsync(0, count, Token, async (number, token) =>
        await Get<IUsers>().AddAsync(Organisation, Some.New(user(number)), token));

    internal TeamMembership InShops(bool byHand = false, RuleOrigin? rule = null) => new(Shops.Id, TeamRole.Member, false) { ByHand = byHand, Rule = rule };

    internal async Task<Job> StartAsync(Job job)
    {
        var start = new StartJob(Stored, Sent);
        var added = ((AddingJob.Added)await start.AddAsync(Organisation, job, null, Token)).Job;
        await start.SendAsync(Organisation, added, Token);
        return added;
    }

    internal Task<RunJobOutcome> RunAsync(JobMessage message, ServiceProvider? another = null)
    {
        T Of<T>() where T : notnull => another is null ? Get<T>() : another.GetRequiredService<T>();
        return new RunJob(Of<IJobs>(), Sent, Of<IUserWalks>(), Of<IUsers>(), Of<IErasures>(), Of<ICatalogues>(), new Ids(), Time).HandleAsync(message, Token);
    }

    /// <summary>Delivers what was sent until nothing is left.</summary>
    internal async Task<Job> RunAllAsync(JobId job)
    {
        while (Sent.TryTake() is { } message)
        {
            await RunAsync(message);
        }

        return await FindAsync(job);
    }

    internal async Task<Job> FindAsync(JobId job) => (await Stored.FindAsync(Organisation, job, Token))!.Value;

    internal async Task<User> FindAsync(UserId user) => (await Get<IUsers>().FindAsync(Organisation, user, Token))!;

    /// <returns>How many messages were sent for this organisation: others' jobs may be overdue too.</returns>
    internal async Task<int> SweepAsync()
    {
        var before = Sent.Count;
        await new SweepJobs(Stored, Sent, Time, new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2))).HandleAsync(Token);
        return Sent.Count - before;
    }

    internal sealed class Outgoing(OrganisationId organisation) : IJobMessages
    {
        private readonly Queue<JobMessage> messages = new();

        public int Count => messages.Count;

        public bool IsReachable { get; set; } = true;

        public Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken)
        {
            if (IsReachable && message.Organisation == organisation)
            {
                messages.Enqueue(message);
            }

            return Task.FromResult(IsReachable);
        }

        public JobMessage? Peek() => messages.TryPeek(out var message) ? message : null;

        public JobMessage? TryTake() => messages.TryDequeue(out var message) ? message : null;
    }
}
