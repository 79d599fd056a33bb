using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Laptop;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>From the link in the chat to a user who is in, in a browser without scripts; and the administrator hears of it.</summary>
public sealed partial class InviteeTests(SharedProduct product, Chromium chromium) : ChatTest(product, chromium)
{
    [Fact]
    public async Task The_link_from_the_chat_is_accepted_in_the_browser_and_the_administrator_is_told()
    {
        var room = await EnterAsync();
        await room.SayAsync("register Inés Aceptada, Cashier, Store Operations");
        await room.HearsAsync("Please check");
        await room.PickAsync("Confirm");
        await room.HearsAsync("Inés Aceptada is registered");
        await room.PickAsync("Link");
        await room.HearsAsync("/api/i/");
        var link = Link.Match(await room.Bubbles.Last.InnerTextAsync()).Value;

        await using var phone = await PhoneAsync();
        var page = await phone.NewPageAsync();
        List<string> strangers = [];
        page.Request += (_, request) => strangers.AddRange(request.Url == link ? [] : (string[])[request.Url]);
        await page.GotoAsync(link);
        await Expect(page.GetByRole(AriaRole.Heading)).ToContainTextAsync("invite");
        (await ReadAsync("Inés"))["state"]!.GetValue<string>().ShouldBe("pending");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(InWords);

        (await ReadAsync("Inés"))["state"]!.GetValue<string>().ShouldBe("active");
        strangers.ShouldBeEmpty();
        await room.HearsAsync("Inés Aceptada has accepted the invitation and is in.");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task A_dead_link_asks_for_a_new_invitation_and_the_administrator_is_told_once()
    {
        var room = await EnterAsync();
        await room.SayAsync("register Dora Tardía, Cashier, Store Operations");
        await room.HearsAsync("Please check");
        await room.PickAsync("Confirm");
        await room.HearsAsync("Dora Tardía is registered");
        await room.PickAsync("Link");
        await room.HearsAsync("/api/i/");
        var link = Link.Match(await room.Bubbles.Last.InnerTextAsync()).Value;
        var user = (await ReadAsync("Dora"))["id"]!.GetValue<string>();
        var invitation = (await Product.Http.GetFromJsonAsync<JsonNode>($"users/{user}/invitations"))!["items"]![0]!["id"]!.GetValue<string>();
        (await Product.Http.DeleteAsync(new Uri($"users/{user}/invitations/{invitation}", UriKind.Relative))).EnsureSuccessStatusCode();

        await using var phone = await PhoneAsync();
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(ThankYou);

        await room.HearsAsync("Dora Tardía has an invitation that does not work any more, and asks for a new one.");
    }

    [Fact]
    public async Task A_camera_reads_the_link_from_screen_and_from_paper_and_it_lets_the_user_in()
    {
        var created = (await Product.Http.PostJsonAsync("users", """{"firstName":"Quico","lastName":"Escaneado","position":"Cashier","area":"Sales","invite":{"channel":"qr"} }""")).ShouldBe(HttpStatusCode.Created);
        var link = (string)created["invitation"]["link"]!;
        var path = $"users/{created.Id}/invitations/{(string)created["invitation"]["id"]!}";
        await using var phone = await PhoneAsync();
        await using var office = await Chromium.OpenAsync(new() { ViewportSize = new() { Width = 800, Height = 1_100 } });
        var paper = await office.NewPageAsync();
        await paper.SetContentAsync((await Product.Http.GetJsonAsync($"{path}/print")).Text);

        var fromScreen = await Camera.ReadAsync(office, await Product.Http.GetByteArrayAsync(new Uri($"{path}/qr.png", UriKind.Relative)));
        var fromPaper = await Camera.ReadAsync(office, await paper.Locator(".qr").ScreenshotAsync());

        (fromScreen, fromPaper).ShouldBe((link, link));
        var page = await phone.NewPageAsync();
        await page.GotoAsync(fromPaper!);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(InWords);
        (await ReadAsync("Quico"))["state"]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task R12_Who_signs_up_with_the_number_on_record_is_in_without_a_link_and_the_administrator_is_told()
    {
        var room = await EnterAsync();
        await room.SayAsync("register Fina Marcada, Cashier, Store Operations");
        await room.HearsAsync("Please check");
        await room.PickAsync("Confirm");
        await room.HearsAsync("Fina Marcada is registered");
        await room.PickAsync("Link");
        await room.HearsAsync("/api/i/");
        var user = (await ReadAsync("Fina"))["id"]!.GetValue<string>();
        (await Product.Http.PatchJsonAsync($"users/{user}", """{"phone":"+34 655 44 33 22","phoneConsent":true}""")).ShouldBe(HttpStatusCode.OK);

        (await Product.Http.PostJsonAsync("signups", """{"phone":"+34655443322"}""")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        (await Product.Http.PostJsonAsync("signups", """{"phone":"+34655443322"}""", ("Authorization", $"Bearer {Product.Started.ProductKey}"))).ShouldBe(HttpStatusCode.OK);

        (await ReadAsync("Fina"))["state"]!.GetValue<string>().ShouldBe("active");
        await room.HearsAsync("Fina Marcada has accepted the invitation and is in.");
    }

    private static readonly Regex InWords = new("You are in|Ya estás dentro");

    private static readonly Regex ThankYou = new("Thank you|Gracias");

    [GeneratedRegex(@"http\S+/api/i/[a-z2-7]{32}")]
    private static partial Regex Link { get; }

    /// <summary>Without scripts.</summary>
    private Task<IBrowserContext> PhoneAsync() => Chromium.OpenAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 740 } });

    private async Task<JsonNode> ReadAsync(string firstName)
    {
        var found = (await Product.Http.GetFromJsonAsync<JsonNode>($"users?q={Uri.EscapeDataString(firstName)}"))!["items"]![0]!["id"]!.GetValue<string>();
        return (await Product.Http.GetFromJsonAsync<JsonNode>($"users/{found}"))!;
    }
}
