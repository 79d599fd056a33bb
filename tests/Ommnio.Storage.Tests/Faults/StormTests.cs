using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Keeping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults.Families;
using Ommnio.Storage.Tests.Proof;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>
/// All use cases at once on a storage of which any request may fail, with queue messages lost, doubled and out of order; and what holds
/// for every row when it is over. <c>OMMNIO_STORM</c> says how many operations at each rate, 200 unless said; a run prints its seed,
/// and <c>OMMNIO_SEED</c> takes one. <c>OMMNIO_FAMILIES=Chats,Keeping</c> leaves the operations to these.
/// </summary>
public sealed class StormTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private const int Callers = 64;
    private static readonly string[]? Only = Environment.GetEnvironmentVariable("OMMNIO_FAMILIES")?.Split(',');
    private static readonly int Operations = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_STORM") ?? "200", CultureInfo.InvariantCulture);
    private static readonly DeliverySettings Delivering = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2));

    // They change nothing, so that a fault can do no more than make them fail.
    private static readonly string[] OnlyReading =
    [
        "ExportData", "FindChatGroups", "FindHistory", "FindInvitations", "FindJob", "ListGroupMembers", "ListTeamMembers", "PreviewRules", "PrintInvitation", "PrintSheet", "TeamAdministrators",
    ];

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.10)]
    [InlineData(0.30)]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_done(double rate)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        await Get<IOrganisations>().CreateAsync(Account(Organisation), Token);
        var (queue, storm) = (new RestlessQueue(Organisation, seed, Time), new Storm(rate, seed));
        var providers = new Providers(Get<ITurnsToSend>(), Organisation, seed);
        Crowd crowd = null!;
        var quiet = DateTimeOffset.MinValue;
        await using var cases = new UseCases(Provider, ports => Ports(ports, queue, providers, before => before with { Answers = crowd.OverBefore, Drafts = Later(before.Drafts, quiet) }));
        crowd = new Crowd(cases, queue, Time, Organisation, seed, Token);
        var (rules, deliveries) = (new Rules(crowd), new Deliveries(crowd, providers));
        var families = Families(crowd, rules, deliveries);
        cases.Unused.Except(OnlyReading).ShouldBeEmpty("every use case has to be in the storm, or to do nothing but read");
        var deliver = (Func<object, Task>)(message => message is InvitationMessage invitation ? deliveries.DeliverAsync(invitation) : rules.RunAsync((JobMessage)message));
        var poison = (Func<object, Task>)(message => message is InvitationMessage invitation ? deliveries.GiveUpAsync(invitation) : rules.GiveUpAsync((JobMessage)message));
        foreach (var family in families)
        {
            await family.BeginAsync();
        }

        quiet = families.OfType<Families.Keeping>().Single().Quiet;

        Faults.Storm = storm;
        var watch = Stopwatch.StartNew();
        List<Doing> doings = [.. families.Where(family => Only?.Contains(family.GetType().Name) is not false).SelectMany(family => family.Doings)];
        await queue.DeliverWhileAsync(crowd.RunAsync(doings, Operations / 2, Callers), deliver, poison);
        // Longer than a catalogue is remembered.
        Time.Advance(TimeSpan.FromMinutes(1));
        await queue.DeliverWhileAsync(crowd.RunAsync([.. doings.Where(doing => !doing.IsEarly)], Operations / 2, Callers), deliver, poison);
        await queue.DeliverWhileAsync(Task.WhenAll(families.Select(family => family.EndAsync())), deliver, poison);
        Faults.Storm = null;

        TestContext.Current.TestOutputHelper?.WriteLine($"OMMNIO_SEED={seed}: {Operations} operations at {rate:P0} in {watch.Elapsed.TotalSeconds:F0} s, {storm.Faults} faults of {storm.Requests} requests, {crowd.Unknown} operations without an answer, {crowd.People.Count} users");
        var after = await DrainAsync(crowd, families, () => queue.DeliverWhileAsync(Task.CompletedTask, deliver, poison));
        foreach (var family in families)
        {
            await family.LookAsync(after);
        }

        families.SelectMany(family => family.Wrong(after)).Concat(PartitionAudit.Of(Organisation, after.Rows.Values, Secrets)).ShouldBeEmpty();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Catalogue Account(OrganisationId organisation)
    {
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [.. Enum.GetValues<IsoDayOfWeek>().Except([IsoDayOfWeek.None])])
        {
            InvitationOrder = new([InvitationChannel.Sms, InvitationChannel.Email, InvitationChannel.Link]),
        };
        KnownLabel[] labels = [new(LabelKind.Area, new("Sales"), []), new(LabelKind.Area, new("Bakery"), []), new(LabelKind.Position, new("Cashier"), []), new(LabelKind.Location, new("Madrid"), [])];
        return new(new(organisation, "Acme", settings), [], [], [.. labels]);
    }

    private void Ports(IServiceCollection ports, RestlessQueue queue, Providers providers, Func<Cutoffs, Cutoffs> cutoffs)
    {
        ports.Replace(ServiceDescriptor.Singleton<IInvitationMessages>(queue)).Replace(ServiceDescriptor.Singleton<IJobMessages>(queue));
        ports.Replace(ServiceDescriptor.Singleton<ITurnsToSend>(providers));
        ports.Replace(ServiceDescriptor.Singleton<IRetention>(new Own(Get<IRetention>(), Organisation, cutoffs)));
        ports.AddSingleton<IInvitationSenders>(providers).AddSingleton<IAdministratorChats>(providers);
        ports.AddSingleton<TimeProvider>(Time).AddSingleton<IIds, Ids>().AddSingleton(Secrets).AddSingleton(Delivering);
        ports.AddSingleton<InvitationLink>(_ => "https://people.example/i/token").AddSingleton(new InvitationWays([InvitationChannel.Email, InvitationChannel.Sms]));
        ports.AddSingleton(new SendRates(new(6_000, 6_000), new(6_000, 6_000)));
        ports.AddSingleton(RetentionSettings.Default);
    }

    private IReadOnlyList<Family> Families(Crowd crowd, Rules rules, Deliveries deliveries)
    {
        // A number may be many organisations': these are nobody else's.
        var block = Convert.ToInt32(Organisation.Value[..4], 16) % 10_000;
        string[] phones = [.. Enumerable.Range(0, 1_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"+3461{block:D4}{number:D3}"))];
        var keys = new Bot.Activities.OrganisationKeys(crowd.Get<ManageKeys>(), new(_ => "", _ => [], _ => "", Minted));
        return
        [
            new Registrations(crowd, phones), new Families.Invitations(crowd, Secrets), deliveries, new SignUps(crowd, Get<IPhones>(), phones), new Pictures(crowd), new Places(crowd), rules,
            new Keyrings(crowd, Get<IApiKeys>()), new Accounts(crowd, Get<IUsers>(), Get<IChannelIdentities>()),
            new Rights(crowd, Account(new($"{Organisation}-rights")), Get<IOrganisations>(), Get<IUsers>(), organisation => RowsAsync(organisation)),
            new Foundings(crowd, Get<IOrganisations>(), Get<ICatalogues>(), Get<IRetention>(), organisation => RowsAsync(organisation)),
            new Chats(crowd, Get<IDrafts>(), Get<IChats>(), Get<IApiKeys>(), Get<IUsers>(), Get<ICatalogues>(), Get<IChannelIdentities>(), keys, Secrets, new(_ => "https://people.example/i/token", _ => [], ticket => $"https://people.example/print#{ticket}", Minted)),
            new Families.Keeping(crowd, Tables, Get<IUsers>(), Get<IDrafts>(), Get<IChats>()),
        ];
    }

    /// <summary>In fair weather: what is still to be done is done, each time when the last of it is due.</summary>
    private async Task<Aftermath> DrainAsync(Crowd crowd, IReadOnlyList<Family> families, Func<Task> deliver)
    {
        for (var rounds = 0; ; rounds++)
        {
            var now = new Aftermath(await RowsAsync(), (await Get<ICatalogues>().FindNowAsync(Organisation, Token))!);
            if (rounds == 30 || !now.Of("z:").Concat(now.Of("w:")).Any())
            {
                return now;
            }

            foreach (var family in families)
            {
                await family.MendAsync(now);
            }

            var last = now.Invitations.SelectMany(of => of).Where(invitation => invitation.IsToBeSent).Select(invitation => invitation.OutboxAt).Append(Time.GetUtcNow()).Max();
            Time.SetUtcNow(last + TimeSpan.FromMinutes(12));
            await crowd.Get<SweepOutbox>().HandleAsync(Token);
            await crowd.Get<SweepJobs>().HandleAsync(Token);
            await deliver();
        }
    }

    /// <summary>
    /// What the others have is not this test's to purge. Answers and drafts are as old as the storage's own clock says, which no test moves:
    /// answers are given up as soon as nobody repeats the operation any more, so that many are while the storm lasts.
    /// </summary>
    private sealed class Own(IRetention all, OrganisationId organisation, Func<Cutoffs, Cutoffs> cutoffs) : IRetention
    {
        public IAsyncEnumerable<OrganisationId> OrganisationsAsync(CancellationToken cancellationToken) => new[] { organisation }.ToAsyncEnumerable();

        public Task<Purged> PurgeAsync(OrganisationId whose, Cutoffs before, CancellationToken cancellationToken) => all.PurgeAsync(whose, cutoffs(before), cancellationToken);
    }
}
