using System.Net;
using System.Text.RegularExpressions;
using Ommnio.EndToEnd.Tests.Browser;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.LocalHost.Telemetry;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.Laptop.Conversing;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>What a developer sees with <c>--telemetry</c>.</summary>
[Collection(OneAtATime.Name)]
public sealed class TelemetryTests
{
    [Fact(Timeout = 240_000)]
    public async Task A_registration_its_delivery_and_a_turn_of_the_bot_are_shown_as_trees_with_the_figures_that_moved()
    {
        var folder = Directory.CreateTempSubdirectory("ommnio-telemetry-").FullName;
        await using var product = await Product.StartAsync(folder, ["--telemetry"], TestContext.Current.CancellationToken);

        (await product.Http.PostJsonAsync("users", """{"firstName":"Markfirst","lastName":"Marklast","position":"Cashier","area":"Store Operations","email":"markmail@example.com","invite":{"channel":"email","now":true}}""")).ShouldBe(HttpStatusCode.Created);
        var (page, _) = await OpenAsync(product, await AdministratorAsync(product));
        (await page.StartAsync()).EnsureSuccessStatusCode();
        await page.SayAsync("qwx zzyq plugh");

        await Seen("""
              trace [0-9a-f]{32}
              invoke RegisterUser  [0-9.]+ ms
              └─ RegisterUser  [0-9.]+ ms(  \S+)*?  status_code=201(  \S+)*
            """);
        await Seen(@"[├└]─ table transaction  [0-9.]+ ms  table=directory  rows=[0-9]+\n");
        await Seen("""
              invoke DeliverInvitation  [0-9.]+ ms
              └─ DeliverInvitation  [0-9.]+ ms(  \S+)*  follows queue send of trace [0-9a-f]{8}
            """);
        await Seen("provider send  [0-9.]+ ms  channel=email  outcome=taken");
        await Seen("""
              └─ Messages .*
                 (.*\n)*?.*─ bot turn  [0-9.]+ ms(  \S+)*  outcome=answered
                 (.*\n)*?.*├─ understand
            """);
        await Seen("figure invitations channel=email failure=none state=sent 1\n");
        await Seen("figure bot.turns channel=directline outcome=answered [0-9]+\n");
        await Seen("figure bot.misses language=english 1\n");
        product.Console.ShouldNotContain("mark", Case.Insensitive);

        Task Seen(string pattern) => Until.TrueAsync($"on the console: {pattern}\n", () => Regex.IsMatch($"{product.Console}\n", pattern.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void A_trace_is_a_tree_in_the_order_of_time_and_names_what_it_follows()
    {
        var start = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        SeenSpan[] spans =
        [
            Span("c", "b", 3, "table write", [("ommnio.table", "lookup")]),
            Span("d", "a", 5, "bot reply", []) with { IsFailed = true },
            Span("b", "a", 2, "understand", []),
            Span("a", "elsewhere", 1, "bot turn", []) with { Links = [("0123456789", "z"), ("0123456789", "y")] },
        ];

        TraceTree.Of(spans, new Dictionary<string, string> { ["z"] = "queue send of trace 01234567" }).ShouldBe(
        [
            "  trace 0af7651916cd43dd8448eb211c80319c",
            "  bot turn  1.5 ms  follows queue send of trace 01234567  follows trace 01234567",
            "  ├─ understand  1.5 ms",
            "  │  └─ table write  1.5 ms  table=lookup",
            "  └─ bot reply  1.5 ms  FAILED",
        ]);

        SeenSpan Span(string id, string parent, int at, string name, (string Key, string Value)[] tags) => new(
            "Ommnio.Bot", name, "0af7651916cd43dd8448eb211c80319c", id, parent, start.AddSeconds(at), TimeSpan.FromMilliseconds(1.5), tags.ToDictionary(tag => tag.Key, tag => tag.Value), [], false);
    }
}
