using System.Net;
using Ommnio.EndToEnd.Tests.Browser;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.Laptop.Conversing;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>Questions about people, and what is done to them, all the way: token, channel, worker, storage, and back.</summary>
[Collection(OneAtATime.Name)]
public sealed class AskingTests(SharedProduct shared)
{
    [Fact]
    public async Task An_administrator_finds_somebody_hears_why_they_are_in_a_team_moves_them_out_of_it_and_blocks_them()
    {
        var product = await shared.StartedAsync();
        var place = $"Dock {Guid.NewGuid():N}"[..12];
        // Not the place's: what a user is called must not be what a list is kept by.
        var last = $"Moll {Guid.NewGuid():N}"[..12];
        var team = (await product.Http.PostJsonAsync("teams", $$"""{"name":"{{place}} crew"}""")).ShouldBe(HttpStatusCode.Created).Id;
        var rules = Calls.Body($$"""{"rules":[{"conditions":[{"field":"location","values":["{{place}}"]}]}]}""");
        (await product.Http.CallAsync(HttpMethod.Put, $"teams/{team}/rules", rules)).ShouldBe(HttpStatusCode.OK);
        var user = (await product.Http.PostJsonAsync("users", $$"""{"firstName":"Quima","lastName":"{{last}}","position":"Docker","area":"Logistics","location":"{{place}}"}""")).ShouldBe(HttpStatusCode.Created).Id;
        var (page, _) = await OpenAsync(product, await AdministratorAsync(product));
        (await page.StartAsync()).EnsureSuccessStatusCode();
        await page.SayAsync("/cancel");

        await page.SayAsync("find Quima");
        var shown = await SeenAsync(page, activity => Text(activity).StartsWith($"Quima {last}\n", StringComparison.Ordinal));
        shown["attachments"]!.AsArray().Count.ShouldBe(1);

        await page.SayAsync($"why is Quima in {place} crew?");
        await SeenAsync(page, activity => Text(activity).Contains($"Rule 1 fits: Location asks for {place}", StringComparison.Ordinal));

        await page.SayAsync("move Quima to Valencia");
        var said = await SeenAsync(page, activity => Text(activity).StartsWith("Done.", StringComparison.Ordinal));

        Text(said).ShouldContain($"Quima {last} is no longer in {place} crew: rule 1 does not fit any more.");
        (await product.Http.GetJsonAsync($"users/{user}"))["teams"].AsArray().ShouldBeEmpty();

        await page.SayAsync("block Quima");
        await SeenAsync(page, activity => Text(activity).StartsWith($"Block Quima {last}", StringComparison.Ordinal));
        await Task.WhenAll(page.SayAsync("yes"), page.SayAsync("yes"));
        await SeenAsync(page, activity => Text(activity).StartsWith("That is done already.", StringComparison.Ordinal));

        (await page.ReadAsync()).Activities.Count(activity => Text(activity) == $"Done. Quima {last} is blocked.").ShouldBe(1);
        ((string?)(await product.Http.GetJsonAsync($"users/{user}"))["state"]).ShouldBe("blocked");
    }
}
