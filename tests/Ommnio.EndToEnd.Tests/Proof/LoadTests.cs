using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof;

/// <summary>
/// What a working day is made of, all at once: registering, looking up by code, listing, changing, inviting, and speaking with the bot.
/// For <c>OMMNIO_LOAD_SECONDS</c>, 10 unless said. It prints how long each took; the machine decides that, and no test holds it.
/// </summary>
[Collection(Alone.Name)]
public sealed class LoadTests
{
    private const int Callers = 8;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("OMMNIO_LOAD_SECONDS") ?? "10", CultureInfo.InvariantCulture));

    // By how many of a hundred.
    private static readonly (string Kind, int Share)[] Mix = [("look up", 40), ("register", 15), ("list", 15), ("change", 15), ("invite", 5), ("chat turn", 10)];

    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> took = [];
    private readonly ConcurrentDictionary<int, string> people = [];
    private readonly ConcurrentQueue<string> errors = [];
    private int number;

    [Fact(Timeout = 3_600_000)]
    public async Task Mixed_traffic_meets_no_error_and_memory_stays_flat()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var product = await MarkedProduct.StartAsync(cancellationToken);
        using var http = FunctionsAppFixture.Client(product.Host.Url, product.Organisations[0].ApiKey);
        using var bot = FunctionsAppFixture.Client(product.Host.Url, null);
        await RegisterAsync(http, product.Organisations[0]);
        var started = Stopwatch.GetTimestamp();
        var memory = 0.0;

        await Parallel.ForAsync(0, Callers, cancellationToken, async (caller, token) =>
        {
            var random = new Random(caller);
            while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < Lasts)
            {
                memory = caller == 0 && memory is 0 && elapsed > Lasts / 2 ? product.WorkerMemory() : memory;
                await DoAsync(product, http, bot, random);
            }
        });

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine(Table(seconds));
        TestContext.Current.TestOutputHelper?.WriteLine($"{errors.Count} errors; worker's memory {memory:0} MiB in the middle, {product.WorkerMemory():0} at the end");
        errors.ShouldBeEmpty();
        took.Keys.Order().ShouldBe(Mix.Select(one => one.Kind).Order());
        product.WorkerMemory().ShouldBeLessThan((memory * 1.25) + 16);
    }

    private async Task DoAsync(MarkedProduct product, HttpClient http, HttpClient bot, Random random)
    {
        var (dice, organisation) = (random.Next(100), product.Organisations[0]);
        var (kind, _) = Mix.First(one => (dice -= one.Share) < 0);
        var some = random.Next(1, number + 1);
        var who = people.ContainsKey(some) ? some : 1;
        var began = Stopwatch.GetTimestamp();
        var (answer, isWell) = kind switch
        {
            "look up" => Expected(await http.GetJsonAsync($"users/by-code/L-{who}"), HttpStatusCode.OK),
            "register" => Expected(await RegisterAsync(http, organisation), HttpStatusCode.Created),
            "list" => Expected(await http.GetJsonAsync(random.Next(2) == 0 ? "users?limit=100" : "users?q=an&limit=20"), HttpStatusCode.OK),
            "change" => Expected(await http.PatchJsonAsync($"users/{people[who]}", $$"""{"notes":"since {{dice}}"}"""), HttpStatusCode.OK),
            "invite" => Expected(await http.PostJsonAsync($"users/{people[who]}/invitations", """{"channel":"link"}"""), HttpStatusCode.Created),
            _ => Expected(await SayAsync(product, bot, random), HttpStatusCode.OK),
        };
        took.GetOrAdd(kind, _ => []).Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        if (!isWell)
        {
            errors.Enqueue($"{kind}: {answer.Status} {answer.Text}");
        }
    }

    // Others being faster is an answer too: what is asked may be asked again.
    private static (Answer Answer, bool IsWell) Expected(Answer answer, HttpStatusCode status) =>
        (answer, answer.Status == status || (answer.Status == HttpStatusCode.ServiceUnavailable && answer.Text.Contains(".busy\"", StringComparison.Ordinal)));

    private async Task<Answer> RegisterAsync(HttpClient http, MarkedOrganisation organisation)
    {
        var mine = Interlocked.Increment(ref number);
        var answer = await http.PostJsonAsync("users", $$"""{"firstName":"Ana","lastName":"Load {{mine}}","position":"Cashier{{organisation.Mark}}","area":"Sales{{organisation.Mark}}","code":"L-{{mine}}","email":"l{{mine}}@example.com"}""");
        if (answer.Status == HttpStatusCode.Created)
        {
            people[mine] = answer.Id;
        }

        return answer;
    }

    private static Task<Answer> SayAsync(MarkedProduct product, HttpClient bot, Random random)
    {
        var side = random.Next(2);
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["id"] = $"{Guid.NewGuid():N}",
            ["channelId"] = "directline",
            ["serviceUrl"] = product.Channel.Address.GetLeftPart(UriPartial.Authority),
            ["from"] = new JsonObject { ["id"] = product.Accounts[side] },
            ["recipient"] = new JsonObject { ["id"] = "bot" },
            ["conversation"] = new JsonObject { ["id"] = $"c-{side}" },
            ["locale"] = "en-US",
            ["text"] = random.Next(3) switch { 0 => "find Mia", 1 => "how many users", _ => "first name: Ana" },
        };
        return bot.PostJsonAsync("messages", activity.ToJsonString(), ("Authorization", $"Bearer {product.ChannelToken()}"));
    }

    private string Table(double seconds) => string.Join('\n', ((string[])["| kind | calls | per second | p50 ms | p99 ms |", "|---|---|---|---|---|"]).Concat(Mix.Where(one => took.ContainsKey(one.Kind)).Select(one =>
    {
        var sorted = took[one.Kind].Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"| {one.Kind} | {sorted.Count} | {sorted.Count / seconds:0.0} | {sorted[sorted.Count / 2]:0.0} | {sorted[(int)(sorted.Count * 0.99)]:0.0} |");
    })));
}
