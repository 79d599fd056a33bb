using System.Globalization;
using Ommnio.Core.Governing;
using Ommnio.EndToEnd.Tests.Handoff;
using Ommnio.EndToEnd.Tests.Laptop;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof.Faults;

/// <summary>
/// Processes that die, or stand still, at random while many work. <c>OMMNIO_PROCESS_FAULTS</c> says for how many people, 80 unless said;
/// <c>OMMNIO_SEED</c> takes a seed that a run printed.
/// <para>
/// What is not done: Azurite is never killed by SIGKILL. It writes its data to disk every five seconds, and when it is told to end: what
/// it had acknowledged since would be lost by it, where Azure has it stored in three places. It is frozen, which is a storage that
/// does not answer; the worker's connections to it are cut, which loses requests and answers; and with the local host it is ended by
/// SIGTERM and started again on its data. It does not go away beside a host that lives, since the real queue listener ends a host that
/// loses its queue.
/// </para>
/// </summary>
[Collection(Alone.Name)]
public sealed class ProcessFaultTests
{
    private static readonly int People = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_PROCESS_FAULTS") ?? "80", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);

    // Otherwise the sweep leaves what is younger than minutes.
    private static readonly (string, string)[] Soon = [("Delivery__OverdueAfter", "00:00:01"), ("Delivery__Lease", "00:00:02")];

    [Fact(Timeout = 1_800_000)]
    public async Task A_worker_that_dies_and_a_storage_that_stands_still_or_goes_away_lose_and_double_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var provider = new RestlessProvider(Seed) { IsCalm = true };
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        await using var cable = new Cable(azurite.ConnectionString);
        var storage = azurite.ConnectionString;
        var organisation = await SetupCommand.CreateAsync(storage, SetupCommand.Document("other-company.json"), cancellationToken);
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(provider.HostOptions(storage, cable.ConnectionString), cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        var work = new Workforce(http, "email");
        List<string> happened = [];

        var working = work.WorkAsync(People, cancellationToken);
        foreach (var fault in InAnyOrder("kill", "freeze", "cut", "kill", "freeze", "cut", "cut"))
        {
            var reached = (happened.Count + 1) * People / 8;
            await work.HasReachedAsync(reached, working);
            happened.Add(fault);
            await (fault switch { "kill" => host.KillWorkerAsync(), "freeze" => FreezeAsync(azurite), _ => CutAsync(cable) });
        }

        await working;
        await host.SweptUntilAsync("nothing that is due is left to be sent", async () => (await OutboxAsync(storage, organisation.Id)) == 0);

        TestContext.Current.TestOutputHelper?.WriteLine($"OMMNIO_SEED={Seed}: {People} people; {string.Join(", ", happened)}; {provider.Arrived.Sum(one => one.Value.Count) - provider.Arrived.Count} messages doubled, {cable.Cuts} connections cut");
        await work.IsWholeAsync(storage, organisation.Id, Keys(FunctionsAppFixture.Secrets), others: organisation.UserIdByCode.Count);
        provider.Arrived.Keys.Order().ShouldBe(work.Invited.Order());
        provider.Arrived.Keys.Intersect(work.TakenBack).ShouldBeEmpty();
        provider.Arrived.ShouldAllBe(arrived => arrived.Value.Distinct().Count() == 1);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task A_local_host_that_is_killed_with_everything_in_flight_goes_on_where_it_was()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("ommnio-killed-host-");
        var product = await Product.StartAsync(folder.FullName, [], cancellationToken, Soon);
        try
        {
            using var http = FunctionsAppFixture.Client(product.Started.Url, product.Started.ApiKey);
            var before = (await RowsAsync(product, "u:")).Count;
            var work = new Workforce(http, "link");
            var working = work.WorkAsync(People, cancellationToken);
            for (var kill = 1; kill <= 2; kill++)
            {
                var reached = kill * People / 3;
                await work.HasReachedAsync(reached, working);
                product = await KilledAsync(product, cancellationToken);
            }

            await working;
            await Until.TrueAsync("nothing that is due is left to be sent", TimeSpan.FromMinutes(3), async () =>
            {
                using var fired = await http.PostAsync(new Uri(product.Started.Url, "/admin/functions/SweepOutbox"), null, cancellationToken);
                return await OutboxAsync(product.Started.Storage, product.Started.Organisation!) == 0;
            });

            var secrets = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "secrets.json"), cancellationToken))!;
            await work.IsWholeAsync(product.Started.Storage, product.Started.Organisation!, Keys(secrets), before);
        }
        finally
        {
            await product.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static string[] InAnyOrder(params string[] faults)
    {
        new Random(Seed).Shuffle(faults);
        return faults;
    }

    // How long is part of the fault; nothing is waited for.
    private static async Task FreezeAsync(WatchedAzurite azurite)
    {
        Signals.Send("STOP", azurite.ProcessId);
        await Task.Delay(TimeSpan.FromMilliseconds(800));
        Signals.Send("CONT", azurite.ProcessId);
    }

    private static async Task CutAsync(Cable cable)
    {
        cable.Cut();
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        cable.Mend();
    }

    // What it started ends with it, Azurite by SIGTERM: only then may the next one open the same data.
    private static async Task<Product> KilledAsync(Product product, CancellationToken cancellationToken)
    {
        var (children, port, folder) = (Running.Children(product.ProcessId), product.Started.Url.Port, product.Folder);
        Signals.Send("KILL", product.ProcessId);
        await Until.TrueAsync("all that it started has ended", () => children.All(child => Running.Processes(child).Count == 0));
        await product.DisposeAsync();
        return await Product.StartAsync(folder, ["--port", $"{port}"], cancellationToken, Soon);
    }

    // What is due on another day stays until then.
    private static async Task<int> OutboxAsync(string storage, string organisation)
    {
        var soon = TimeProvider.System.GetUtcNow().AddHours(1).UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        return (await Disturbed.RowsAsync(storage, organisation, "z:")).Count(row => string.CompareOrdinal(row.RowKey[2..], soon) < 0);
    }

    private static Task<List<Azure.Data.Tables.TableEntity>> RowsAsync(Product product, string prefix) => Disturbed.RowsAsync(product.Started.Storage, product.Started.Organisation!, prefix);

    private static MasterKeys Keys(IReadOnlyDictionary<string, string> settings)
    {
        var id = settings["Secrets__CurrentKeyId"];
        return new(id, id, new Dictionary<string, byte[]> { [id] = Convert.FromBase64String(settings[$"Secrets__Keys__{id}"]) });
    }
}
