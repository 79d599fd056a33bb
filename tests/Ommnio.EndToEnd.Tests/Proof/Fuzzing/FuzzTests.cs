using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>
/// The running product under requests that nobody should send. How many: <c>OMMNIO_FUZZ</c>, 2,000 unless said. <c>OMMNIO_SEED</c> takes a
/// seed that a run printed; what is sent also depends on what was answered before, so a request that failed is shown whole.
/// </summary>
[Collection(Alone.Name)]
public sealed class FuzzTests
{
    private const int Callers = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly int Requests = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_FUZZ") ?? "2000", CultureInfo.InvariantCulture);

    private readonly ConcurrentQueue<string> wrong = [];
    private readonly ConcurrentDictionary<int, int> statuses = [];
    private int ownMarks;

    [Fact(Timeout = 7_200_000)]
    public async Task No_request_brings_it_down_hangs_or_tells_of_another_organisation()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var seed = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        await using var product = await MarkedProduct.StartAsync(cancellationToken);
        var (harvest, document) = await BeginAsync(product);
        var (fuzzer, random) = (new Fuzzer(document, product, harvest, new Random(seed)), new Lock());
        var (worker, before, replies, memory, sent) = (product.Host.WorkerProcessId, product.Logs.Entries.Count, 0, 0.0, 0);

        await Parallel.ForAsync(0, Callers, cancellationToken, async (_, token) =>
        {
            while (Interlocked.Increment(ref sent) is var number && number <= Requests && wrong.Count < 20)
            {
                FuzzRequest request;
                lock (random)
                {
                    request = fuzzer.Next();
                    replies = number % 50 == 0 ? Heard(product, harvest, replies) : replies;
                    memory = number == Requests / 2 ? product.WorkerMemory() : memory;
                }

                await SendAsync(product, harvest, request, token);
            }
        });

        Heard(product, harvest, replies);
        TestContext.Current.TestOutputHelper?.WriteLine($"OMMNIO_SEED={seed}: {Requests} requests, {product.Channel.Sent.Count} replies of the bot; answers {string.Join(", ", statuses.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))}; memory {memory:0} MiB after half of them, {product.WorkerMemory():0} at the end");
        var lines = product.Logs.Entries.Skip(before).ToList();
        // A channel that does not take a reply where it said itself that it does is no fault of ours.
        foreach (var line in lines.Where(line => line.Level >= LogLevel.Error && !line.Text.Contains("ErrorResponseException", StringComparison.Ordinal)))
        {
            wrong.Enqueue($"Logged: {line.Text}");
        }

        wrong.ShouldBeEmpty();
        fuzzer.Missing.ShouldBeEmpty();
        // Or nothing was looked for.
        ownMarks.ShouldBeGreaterThan(Requests / 100);
        product.Host.WorkerProcessId.ShouldBe(worker);
        product.WorkerMemory().ShouldBeLessThan((memory * 1.25) + 16);
        lines.Where(line => product.Organisations.Any(one => line.Text.Contains(one.Mark, StringComparison.OrdinalIgnoreCase))).Select(line => line.Text).ShouldBeEmpty();
        await NothingIsOfAnotherAsync(product);
    }

    // A look at every list, so that there are ids from the start.
    private static async Task<(Harvest Harvest, JsonNode Document)> BeginAsync(MarkedProduct product)
    {
        List<string> kept = [.. product.Organisations.SelectMany(one => (string[])[one.Administrator, one.TeamAdministrator])];
        JsonNode document = new JsonObject();
        foreach (var organisation in product.Organisations)
        {
            using var http = FunctionsAppFixture.Client(product.Host.Url, organisation.ApiKey);
            document = (await http.GetJsonAsync("openapi.json")).Json;
            kept.AddRange((await http.GetJsonAsync("api-keys"))["items"].AsArray().Select(key => (string)key!["id"]!));
        }

        var harvest = new Harvest(kept);
        foreach (var (organisation, path) in product.Organisations.SelectMany(one => ((string[])["/users?limit=2", "/users?limit=3&sort=code", "/teams", "/chat-groups"]).Select(path => (one, path))))
        {
            var request = FuzzRequest.Write("GET", $"/api{path}", [("Authorization", $"Bearer {organisation.ApiKey}")], null);
            harvest.Read(organisation, path.Split('?')[0], null, (await RawHttp.SendAsync(product.Host.Url, request, TestContext.Current.CancellationToken))!);
        }

        return (harvest, document);
    }

    private async Task SendAsync(MarkedProduct product, Harvest harvest, FuzzRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (await RawHttp.SendAsync(product.Host.Url, request.Bytes, patience.Token) is { } answer)
            {
                statuses.AddOrUpdate(answer.Status, 1, (_, times) => times + 1);
                Judge(product, request, answer);
                if (request.Opened.Contains(request.Home))
                {
                    harvest.Read(request.Home, request.Path, request.User, answer);
                }
            }
            // Who refuses a body that is too long may close before it has been read.
            else if (request.Bytes.Length < 200_000)
            {
                Wrong(request, "no answer");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Wrong(request, $"no answer after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        }
    }

    private void Judge(MarkedProduct product, FuzzRequest request, RawAnswer answer)
    {
        var said = answer.Head + answer.Text;
        // That others were faster, and that it may be repeated, is no fault; and what the bot does not implement it has to say so.
        var isBusy = answer.Status == 503 && (said.Contains(".busy\"", StringComparison.Ordinal) || request.Path == "/i/{token}");
        var isInvoke = answer.Status == 501 && request.Path == "/messages";
        if (answer.Status >= 500 && !isBusy && !isInvoke)
        {
            Wrong(request, $"{answer.Status}: {answer.Text}");
        }

        if (said.Contains("Exception", StringComparison.Ordinal) || said.Contains("   at ", StringComparison.Ordinal))
        {
            Wrong(request, $"speaks of its inside: {answer.Text}");
        }

        foreach (var organisation in product.Organisations.Where(one => said.Contains(one.Mark, StringComparison.OrdinalIgnoreCase)))
        {
            // What was sent may be said again: it is the caller's own.
            if (!request.Opened.Contains(organisation) && !Told(request, organisation))
            {
                Wrong(request, $"tells of {organisation.Mark}: {answer.Status} {said}");
            }

            Interlocked.Increment(ref ownMarks);
        }
    }

    private static bool Told(FuzzRequest request, MarkedOrganisation organisation) => request.Shown.Contains(organisation.Mark, StringComparison.OrdinalIgnoreCase);

    // Whom a reply is for tells the account; or the conversation, where it was told that somebody joins there.
    private int Heard(MarkedProduct product, Harvest harvest, int from)
    {
        var replies = product.Channel.Sent;
        foreach (var reply in replies.Skip(from))
        {
            var (account, said) = ((string?)reply["recipient"]?["id"], reply.ToJsonString());
            var side = product.Accounts.ToList().IndexOf(account ?? "");
            side = side >= 0 ? side : product.Organisations.ToList().FindIndex(one => ActivityFuzzer.ConversationOf(one) == (string?)reply["conversation"]?["id"]);
            if (side >= 0)
            {
                harvest.ReadReply(product.Organisations[side], reply);
                if (said.Contains(product.Organisations[1 - side].Mark, StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Enqueue($"The bot tells {account} of {product.Organisations[1 - side].Mark}: {said}");
                }
            }
        }

        return replies.Count;
    }

    // What one organisation was told has not got into the other's rows.
    private static async Task NothingIsOfAnotherAsync(MarkedProduct product)
    {
        for (var side = 0; side < product.Organisations.Count; side++)
        {
            var (mine, other) = (product.Organisations[side], product.Organisations[1 - side]);
            var rows = await Handoff.Disturbed.RowsAsync(product.Storage, mine.Id, "");
            rows.ShouldContain(row => row.Texts().Any(text => text.Contains(mine.Mark, StringComparison.OrdinalIgnoreCase)));
            rows.Where(row => row.Texts().Any(text => text.Contains(other.Mark, StringComparison.OrdinalIgnoreCase))).Select(row => row.RowKey).ShouldBeEmpty();
        }
    }

    private void Wrong(FuzzRequest request, string what) => wrong.Enqueue($"{what}\n--- asked ---\n{request.Shown}\n");
}
