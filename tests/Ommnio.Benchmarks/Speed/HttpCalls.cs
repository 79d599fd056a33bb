using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ommnio.Benchmarks.Stage;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Speed;

/// <summary>Through the local host and the worker, against a minimal ASP.NET Core app that serves the same use case: by one caller and by sixteen.</summary>
internal static class HttpCalls
{
    private const int Users = 1_000;
    private const int Many = 16;

    internal static Task<IReadOnlyList<Figure>> LookupAsync(Product product, Effort effort, CancellationToken cancellationToken) => RunAsync(
        "http-lookup",
        product,
        effort,
        HttpStatusCode.OK,
        number => new(HttpMethod.Get, $"users/by-code/{People.Code(number % Users)}"),
        cancellationToken);

    internal static Task<IReadOnlyList<Figure>> CreateAsync(Product product, Effort effort, CancellationToken cancellationToken) => RunAsync(
        "http-create",
        product,
        effort,
        HttpStatusCode.Created,
        number => new(HttpMethod.Post, "users") { Content = JsonContent.Create(People.Fields(Users + number)), Headers = { { "Idempotency-Key", $"create-{number}" } } },
        cancellationToken);

    private static async Task<IReadOnlyList<Figure>> RunAsync(string name, Product product, Effort effort, HttpStatusCode expected, Func<int, HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var company = await product.CompanyAsync(cancellationToken);
        await product.FillAsync(company, Users, key => key.StartsWith(Keys.Codes, StringComparison.Ordinal), cancellationToken);
        await using var host = await FunctionsHost.StartAsync(Apps.Options(product, Apps.Built(Apps.Product)), cancellationToken);
        await using var minimal = await MinimalApp.StartAsync(product, company, cancellationToken);
        // One number for both: what one side has created, the other does not.
        var number = 0;
        var (ours, against) = (new Caller(host.Url, company, expected, Next), new Caller(minimal.Url, company, expected, Next));

        var alone = await Turns.ByCallAsync(effort, ours.CallAsync, against.CallAsync);
        await ours.LoadAsync(Many, effort.WarmUp);
        await against.LoadAsync(Many, effort.WarmUp);
        var together = await Turns.ByRoundAsync(effort, () => ours.LoadAsync(Many, 3 * effort.Calls), () => against.LoadAsync(Many, 3 * effort.Calls));

        const string what = "a minimal ASP.NET Core app";
        return
        [
            Figure.Of(name, $"{what}, p50, 1 caller", "ms", alone, 2.0),
            Figure.Of($"{name}-throughput", $"{what}, 1 caller", "calls/s", [.. alone.Select(round => new Round(1_000 / round.Ours, 1_000 / round.Against))], 0.6, atLeast: true),
            Figure.Of($"{name}-16", $"{what}, p50, 16 callers", "ms", [.. together.Select(round => new Round(round.Ours.Middle, round.Against.Middle))], 2.0),
            Figure.Of($"{name}-16-throughput", $"{what}, 16 callers", "calls/s", [.. together.Select(round => new Round(round.Ours.PerSecond, round.Against.PerSecond))], 0.6, atLeast: true),
        ];

        HttpRequestMessage Next() => request(Interlocked.Increment(ref number));
    }
}

internal sealed record Load(double Middle, double PerSecond);

/// <summary>Calls one of the two sides.</summary>
internal sealed class Caller
{
    private readonly HttpClient http;
    private readonly HttpStatusCode expected;
    private readonly Func<HttpRequestMessage> next;

    internal Caller(Uri url, Company company, HttpStatusCode expected, Func<HttpRequestMessage> next)
    {
        http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url, "/api/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", company.ApiKey);
        (this.expected, this.next) = (expected, next);
    }

    internal async Task CallAsync()
    {
        using var request = next();
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != expected)
        {
            throw new InvalidOperationException($"{request.RequestUri} answered {response.StatusCode}: {body}");
        }
    }

    internal async Task<Load> LoadAsync(int callers, int calls)
    {
        var took = new double[calls];
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (call, _) => took[call] = await Turns.MillisecondsAsync(CallAsync));
        return new(Median.Of(took), calls / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
