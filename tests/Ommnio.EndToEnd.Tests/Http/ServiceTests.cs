using System.Net;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class ServiceTests(FunctionsAppFixture app, SharedAzurite elsewhere)
{
    // Nobody listens there: what a storage account that is down looks like.
    private const string Nowhere = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;QueueEndpoint=http://127.0.0.1:1/devstoreaccount1;BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    [Fact]
    public async Task Anybody_may_ask_whether_it_is_well()
    {
        using var anybody = app.Client(null);

        (await anybody.GetJsonAsync("health")).ShouldBe(HttpStatusCode.OK).Text.ShouldBe("""{"status":"healthy"}""");
    }

    [Fact]
    public async Task Anybody_may_read_the_document_of_the_API()
    {
        using var anybody = app.Client(null);

        ((string?)(await anybody.GetJsonAsync("openapi.json")).ShouldBe(HttpStatusCode.OK)["openapi"]).ShouldBe("3.1.0");
    }

    [Fact]
    public async Task Every_function_that_the_worker_reports_is_in_the_document()
    {
        var document = (await app.Http.GetJsonAsync("openapi.json"))["paths"].AsObject();

        var reported = app.Functions.Where(function => function.Route is not null).SelectMany(function => function.Methods.Select(method => $"{method.ToUpperInvariant()} {function.Route}"));
        var documented = document.SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key.ToUpperInvariant()} /api{path.Key}"));
        documented.Order().ShouldBe(reported.Select(route => route.Replace("{*", "{").Replace(" api", " /api")).Order());
    }

    [Fact]
    public async Task Storage_that_is_down_is_a_fault_with_a_trace_id_and_without_the_exceptions_words()
    {
        var logs = new CollectedLogs();
        // In Development the app would make its tables when it starts.
        await using var host = await StartAsync(logs, [("Storage__ConnectionString", Nowhere), .. FunctionsAppFixture.Production]);
        using var client = FunctionsAppFixture.Client(host.Url, app.Organisation.ApiKey);

        var fault = (await client.GetJsonAsync("users", ("Accept-Language", "es"))).ShouldBeProblem(HttpStatusCode.InternalServerError, "request.fault");
        fault.Text.ShouldNotContain("Exception");
        fault.Text.ShouldNotContain("127.0.0.1");
        ((string?)fault["detail"]).ShouldStartWith("Algo ha fallado por nuestra parte.");
        (await client.GetJsonAsync("health")).ShouldBe(HttpStatusCode.ServiceUnavailable).Text.ShouldBe("""{"status":"unhealthy"}""");
        logs.Entries.ShouldContain(entry => entry.Text.Contains((string)fault["traceId"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_many_requests_with_one_key_are_told_when_to_come_again()
    {
        await using var host = await StartAsync(new CollectedLogs(), ("Storage__ConnectionString", app.StorageConnectionString), ("RequestsPerSecond", "1"));
        using var client = FunctionsAppFixture.Client(host.Url, app.Organisation.ApiKey);
        using var other = FunctionsAppFixture.Client(host.Url, app.Foreign.ApiKey);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.GetJsonAsync("users?limit=1")));

        answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests).ShouldBeProblem(HttpStatusCode.TooManyRequests, "request.too_many").Header("Retry-After").ShouldBe("1");
        (await other.GetJsonAsync("users?limit=1")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_that_do_not_work_meet_a_limit_by_address_and_one_that_has_worked_goes_through()
    {
        await using var host = await StartAsync(new CollectedLogs(), ("Storage__ConnectionString", app.StorageConnectionString), ("AttemptsPerMinute", "5"));
        using var client = FunctionsAppFixture.Client(host.Url, app.Organisation.ApiKey);
        using var another = FunctionsAppFixture.Client(host.Url, app.Foreign.ApiKey);
        using var guesser = FunctionsAppFixture.Client(host.Url, "reg_live_nosuchkey");
        using var nobody = FunctionsAppFixture.Client(host.Url, null);
        (await client.GetJsonAsync("users?limit=1")).ShouldBe(HttpStatusCode.OK);

        for (var guess = 0; guess < 5; guess++)
        {
            (await (guess % 2 == 0 ? guesser : nobody).GetJsonAsync("users?limit=1")).ShouldBeProblem(HttpStatusCode.Unauthorized, "request.unauthenticated");
        }

        (await guesser.GetJsonAsync("users?limit=1")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "request.too_many").Header("Retry-After").ShouldNotBeNull();
        (await nobody.GetJsonAsync("users?limit=1")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "request.too_many");
        (await another.GetJsonAsync("users?limit=1")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "request.too_many");
        (await client.GetJsonAsync("users?limit=1")).ShouldBe(HttpStatusCode.OK);
        (await nobody.GetJsonAsync("health")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET", "users?limit=1", 200)]
    [InlineData("GET", "users/0198", 404)]
    [InlineData("GET", "users?limit=x", 400)]
    [InlineData("POST", "users", 400)]
    [InlineData("GET", "health", 200)]
    [InlineData("GET", "openapi.json", 200)]
    [InlineData("GET", "i/nosuchtoken", 404)]
    [InlineData("GET", "history", 200)]
    [InlineData("OPTIONS", "users", 404)]
    public async Task Every_answer_has_its_headers_and_lets_no_other_origin_read_it(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = method == "POST" ? Calls.Body("{}") : null };
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        headers.Keys.ShouldNotContain("Server");
        headers.Keys.ShouldNotContain("X-Powered-By");
        if (method != "OPTIONS")
        {
            // The host's own answers to what no function has come without ours.
            (headers["X-Content-Type-Options"], headers["Cache-Control"]).ShouldBe(("nosniff", "no-store"));
        }
    }

    // Its queue is another's, so that it takes no invitation away from the host of the other tests.
    private Task<LocalHost.FunctionsHost.FunctionsHost> StartAsync(CollectedLogs logs, params (string Name, string Value)[] settings) =>
        LocalHost.FunctionsHost.FunctionsHost.StartAsync(FunctionsAppFixture.Options(elsewhere.ConnectionString, logs, settings), TestContext.Current.CancellationToken);
}
