using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class HttpTests(SharedContract shared) : IClassFixture<SharedContract>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Http => shared.Contract.Http;

    [Fact]
    public void The_worker_reports_its_functions()
    {
        var functions = shared.Contract.Host.Functions;

        functions.Single(function => function.Name == "Values").ShouldSatisfyAllConditions(
            values => values.Route.ShouldBe("/v1/values/{name}/{number:int?}"),
            values => values.Methods.ShouldBe(["GET"]));
        functions.Single(function => function.Name == "Echo").Route.ShouldBe("/v1/Echo");
        functions.Single(function => function.Name == "Plain").QueueName.ShouldBe($"{shared.Contract.Queues}-plain");
        functions.Single(function => function.Name == "Rare").Schedule.ShouldBe("0 0 0 1 1 *");
    }

    [Theory]
    [InlineData("values/anna/7?word=x%20y", "anna", 7, "x y")]
    [InlineData("values/%C3%A9l%C3%A8ve", "élève", null, null)]
    [InlineData("values/a?name=other&number=3", "a", 3, null)]
    public async Task Route_and_query_values_reach_the_parameters(string path, string name, int? number, string? word)
    {
        var values = await Http.GetFromJsonAsync<Values>(path, Token);

        values.ShouldNotBeNull();
        (values.Name, values.Number, values.Word).ShouldBe((name, number, word));
        values.Host.ShouldBe(shared.Contract.Host.Url.Authority);
        values.Address.ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("GET", "numbers/12", "12")]
    [InlineData("PUT", "numbers/12", "-12")]
    public async Task Methods_of_one_route_go_to_functions_of_their_own(string method, string path, string answer)
    {
        using var response = await Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(answer);
    }

    [Theory]
    [InlineData("GET", "numbers/twelve")]
    [InlineData("DELETE", "numbers/12")]
    [InlineData("GET", "values")]
    [InlineData("GET", "no/such/route")]
    public async Task A_wrong_value_method_or_route_is_404_at_once(string method, string path)
    {
        using var response = await Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.Allow.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_405_of_the_functions_own_stays() =>
        (await Http.GetAsync("not-allowed", Token)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);

    [Fact]
    public async Task Body_query_status_and_headers_pass_unchanged()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(number => (byte)(number * 7)).ToArray();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/x-own");

        using var response = await Http.PostAsync("echo?a=%2F&a=b&code=c", content, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/x-own");
        response.Headers.Location!.ToString().ShouldBe("http://elsewhere.example/");
        response.Headers.GetValues("x-query").ShouldBe(["?a=%2F&a=b&code=c"]);
        (await response.Content.ReadAsByteArrayAsync(Token)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_function_that_throws_answers_500()
    {
        using var response = await Http.GetAsync("throw", Token);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_response_streams_while_the_function_runs()
    {
        using var response = await Http.GetAsync("stream/streaming", HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token), Encoding.UTF8);

        (await reader.ReadLineAsync(Token)).ShouldBe("one");
        shared.Contract.Journal.Of("streaming").ShouldNotContain("ended");
        shared.Contract.Journal.Release("streaming");
        (await reader.ReadLineAsync(Token)).ShouldBe("two");
        (await reader.ReadLineAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_that_hangs_up_cancels_the_function()
    {
        using var patience = new CancellationTokenSource();
        var call = Http.GetAsync("slow/hung-up", patience.Token);
        await shared.Contract.Journal.HasAsync("hung-up", "started");

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        await shared.Contract.Journal.HasAsync("hung-up", "cancelled");
    }

    [Fact]
    public async Task Logs_come_out_with_the_workers_category_and_level_and_the_filters_of_host_json()
    {
        await Http.PostAsync("logs/some-key", null, Token);

        await Until.TrueAsync("the log entry", () => shared.Contract.Logs.Entries.Contains(
            ("Contract.Loud", Microsoft.Extensions.Logging.LogLevel.Warning, "some-key {braces}")));
        shared.Contract.Logs.Entries.ShouldNotContain(entry => entry.Text.Contains("not to be seen"));
    }

    [Fact]
    public async Task Many_calls_at_once_get_their_own_answers()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Http.GetStringAsync($"numbers/{number}", Token)));

        answers.ShouldBe(Enumerable.Range(0, 200).Select(number => number.ToString()));
    }

    [Fact]
    public async Task The_app_knows_its_public_address() =>
        JsonSerializer.Serialize(await Http.GetStringAsync("setting/WEBSITE_HOSTNAME", Token)).ShouldContain(shared.Contract.Host.Url.Authority);

    private sealed record Values(string Name, int? Number, string? Word, string Host, string Address);
}
