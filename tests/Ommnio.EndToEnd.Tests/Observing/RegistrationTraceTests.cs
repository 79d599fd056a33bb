using System.Net;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Handoff;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Ommnio.LocalHost.Telemetry;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Observing;

/// <summary>One registration with an invitation by e-mail, from the call to the provider, as the real worker tells it to a collector.</summary>
public sealed class RegistrationTraceTests
{
    private const string CallersTrace = "0af7651916cd43dd8448eb211c80319c";

    private const string Marked =
        """{"firstName":"Markfirst","lastName":"Marklast","position":"Cashier","area":"Markarea","code":"MARKCODE","nationalId":"MARKID12345","phone":"+34611222333","phoneConsent":true,"email":"markmail@example.com","notes":"Marknotes","invite":{"channel":"email","now":true}}""";

    [Fact(Timeout = 240_000)]
    public async Task It_is_two_linked_traces_of_named_spans_and_figures_without_personal_data()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        await using var provider = new RestlessProvider(1) { IsCalm = true };
        await using var collector = await Collector.StartAsync(cancellationToken);
        var organisation = await SetupCommand.CreateAsync(azurite.ConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        (string, string)[] mail = [("Email__Host", "127.0.0.1"), ("Email__Port", $"{provider.Port}"), ("Email__Security", "none"), ("Email__From", "no-reply@people.example")];
        var options = FunctionsAppFixture.Options(
            azurite.ConnectionString, new CollectedLogs(),
            [("Storage__ConnectionString", azurite.ConnectionString), .. mail, .. OtlpRoutes.WorkerSettings(collector.Url).Select(setting => (setting.Key, setting.Value))]);
        string token;
        await using (var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, cancellationToken))
        {
            using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
            (await http.PostJsonAsync("users", Marked, ("traceparent", $"00-{CallersTrace}-b7ad6b7169203331-00"))).ShouldBe(HttpStatusCode.Created);
            await Until.TrueAsync("the e-mail arrived", () => provider.Arrived.GetValueOrDefault("markmail@example.com")?.Count == 1);
            token = provider.Arrived["markmail@example.com"].Single();
            await CallWithPersonalDataAsync(http, host.Url, token);
            await Until.TrueAsync("the worker told of the delivery and of what waits", () =>
                collector.Spans.Any(span => span.Name == "DeliverInvitation") && collector.Metrics.Keys.Any(key => key.StartsWith("ommnio.outbox.age", StringComparison.Ordinal)) && HasLogOfDelivery(collector));
        }

        NothingPersonalLeft(collector, token);
        ItIsTwoLinkedTraces([.. collector.Spans]);
        FiguresMoved(collector);
    }

    // Addresses and refusals with personal data in them, and the timer that measures what waits.
    private static async Task CallWithPersonalDataAsync(HttpClient http, Uri url, string token)
    {
        (await http.PostJsonAsync("users", Marked)).ShouldBe(HttpStatusCode.Conflict);
        (await http.PostJsonAsync("users", Marked.Replace("\"notes\"", "\"Markfirst\""))).ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetJsonAsync("users/by-code/MARKCODE")).ShouldBe(HttpStatusCode.OK);
        (await http.GetJsonAsync("users?q=Markfirst")).ShouldBe(HttpStatusCode.OK);
        (await http.GetJsonAsync($"i/{token}")).ShouldBe(HttpStatusCode.OK);
        using var fired = await http.PostAsync(new Uri(url, "/admin/functions/WatchBacklog"), null);
        fired.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private static void ItIsTwoLinkedTraces(IReadOnlyList<SeenSpan> spans)
    {
        var registering = spans.Where(span => span.Trace == CallersTrace).ToList();
        var invoked = registering.Single(span => span.Name == "invoke RegisterUser");
        var registered = Below(invoked, "RegisterUser");
        registered.Tags["http.response.status_code"].ShouldBe("201");
        Below(registered, "table transaction").Tags["ommnio.table"].ShouldBe("directory");
        registering.Where(span => span.Name is "table read" or "table query" or "table write").ShouldAllBe(span => span.Parent == registered.Id);
        var sent = Below(registered, "queue send");
        Below(registered, "table transaction").Start.ShouldBeLessThan(sent.Start);

        var delivered = spans.Single(span => span.Name == "DeliverInvitation");
        delivered.Links.ShouldBe([(CallersTrace, sent.Id)]);
        delivered.Trace.ShouldNotBe(CallersTrace);
        delivered.Tags["ommnio.outcome"].ShouldBe("sent");
        spans.Single(span => span.Id == delivered.Parent).Name.ShouldBe("invoke DeliverInvitation");
        var handed = Below(delivered, "provider send");
        (handed.Tags["ommnio.channel"], handed.Tags["ommnio.outcome"]).ShouldBe(("email", "taken"));
        var moves = spans.Where(span => span.Parent == delivered.Id && span.Name == "table transaction").OrderBy(span => span.Start).ToList();
        moves.Count.ShouldBe(2);
        (moves[0].Start < handed.Start, handed.Start < moves[1].Start).ShouldBe((true, true));

        var whole = registering.Concat(spans.Where(span => span.Trace == delivered.Trace)).ToList();
        whole.Select(span => span.Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(7);
        whole.ShouldAllBe(span => !span.IsFailed);
        whole.Select(span => span.Source).Distinct().ShouldBe(["Ommnio.LocalHost", "Ommnio.Functions", "Ommnio.Storage"], ignoreOrder: true);

        SeenSpan Below(SeenSpan above, string name) => spans.Single(span => span.Parent == above.Id && span.Name == name);
    }

    private static void FiguresMoved(Collector collector)
    {
        // Neither the SDKs' spans nor their figures: their tags are not ours to vouch for.
        collector.Metrics.Values.ShouldAllBe(metric => metric.Name.StartsWith("ommnio.", StringComparison.Ordinal));
        collector.Metrics["ommnio.registrations{ommnio.way=api}"].Value.ShouldBe(1);
        collector.Metrics.Keys.Where(key => key.StartsWith("ommnio.duplicates{", StringComparison.Ordinal)).ShouldHaveSingleItem();
        foreach (var state in (string[])["queued", "sending", "sent"])
        {
            collector.Metrics[$"ommnio.invitations{{ommnio.channel=email,ommnio.failure=none,ommnio.state={state}}}"].Value.ShouldBe(1);
        }

        collector.Metrics["ommnio.queue.age{ommnio.queue=invitations}"].Count.ShouldBe(1);
        collector.Metrics["ommnio.outbox.age{}"].Value.ShouldBe(0);
        collector.Metrics["ommnio.poison.messages{ommnio.queue=invitations-poison}"].Value.ShouldBe(0);
        collector.Metrics["ommnio.answers{http.response.status_code=201,ommnio.function=RegisterUser}"].Value.ShouldBe(1);
        collector.Metrics["ommnio.answers{http.response.status_code=409,ommnio.function=RegisterUser}"].Value.ShouldBe(1);
    }

    private static bool HasLogOfDelivery(Collector collector) => collector.Bodies.Any(body => body.Path == "/v1/logs" && body.Text.Contains(": Sent", StringComparison.Ordinal));

    private static void NothingPersonalLeft(Collector collector, string token)
    {
        // All three did arrive.
        collector.Bodies.Select(body => body.Path).Distinct().ShouldBe(["/v1/traces", "/v1/metrics", "/v1/logs"], ignoreOrder: true);
        foreach (var mark in (string[])["mark", "611222333", token])
        {
            collector.Bodies.ShouldNotContain(body => body.Text.Contains(mark, StringComparison.OrdinalIgnoreCase), mark);
            collector.Spans.ShouldNotContain(span => $"{span.Name} {string.Join(' ', span.Tags)}".Contains(mark, StringComparison.OrdinalIgnoreCase), mark);
        }
    }
}
