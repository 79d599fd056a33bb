using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Laptop;
using Ommnio.Tests.SigningIn;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>The page as in production: an OpenID provider says who somebody is, a pairing code which administrator, and the chat goes on from there.</summary>
[Collection(OneAtATime.Name)]
public sealed class SigningInTests(SigningInStage stage, Chromium chromium) : IClassFixture<SigningInStage>
{
    private readonly Issuer issuer = stage.Issuer;
    private readonly Product product = stage.Product;

    [Fact]
    public async Task Who_signs_in_is_asked_for_a_pairing_code_and_then_registers_a_user()
    {
        await using var room = await ArriveAsync("en-US");
        await room.SignInAsync();
        await room.HearsAsync("ask an Account Administrator for a pairing code and write it here");
        await Expect(room.Page.GetByText("Markername Signin")).ToBeVisibleAsync();
        new Uri(room.Page.Url).Query.ShouldBeEmpty();

        await room.SayAsync("7KMPT-4WXHD");
        await room.HearsAsync("That code does not work");
        await room.SayAsync(await CodeAsync());
        await room.HearsAsync("I am the registration bot");
        await room.SayAsync("register Sina Segura, Cashier, Sales");
        await room.PickAsync("Code");
        await room.HearsAsync("What is the employee code?");
        await room.SayAsync("SIGNED-IN");
        await room.HearsAsync("SIGNED-INChange");
        await room.PickAsync("Confirm");
        await room.HearsAsync("Sina Segura is registered");
        (await product.Http.GetJsonAsync("users/by-code/SIGNED-IN")).ShouldBe(HttpStatusCode.OK);

        await ShouldBeGoneFromTheBrowserAndTheLogsAsync(room);
        await ShouldComeBackToTheSameChatAsync(room);
        await ShouldBeOutAsync(room);
        await ShouldBeUnknownAgainAsync(room);
    }

    [Fact]
    public async Task A_sign_in_that_is_over_is_renewed_without_a_word()
    {
        var before = issuer.Renewed;
        issuer.FirstEnds = -10;
        await using var room = await ArriveAsync("en-US");

        await room.SignInAsync("stranger");

        await room.HearsAsync("pairing code");
        issuer.FirstEnds = 60;
        issuer.Renewed.ShouldBe(before + 1);
        await Expect(room.Page.Locator("#gate")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_renewed_is_asked_for_above_the_chat_and_the_chat_goes_on()
    {
        issuer.Renews = false;
        await using var room = await ArriveAsync("en-US");
        await room.SignInAsync("stranger");
        await room.HearsAsync("pairing code");
        issuer.Renews = true;
        await room.SayAsync("still here");
        await room.HearsAsync("I can help only administrators");

        var asked = 0;
        await room.Page.RouteAsync("**/api/page/token", route =>
        {
            asked++;
            return route.FulfillAsync(new() { Status = 401, ContentType = "application/problem+json", Body = "{}" });
        });
        await LoseChannelAsync(room);
        await Expect(room.Page.Locator("#gate-words")).ToContainTextAsync("Your sign-in is over", new() { Timeout = 30_000 });
        await Expect(room.Reconnecting).ToBeAttachedAsync(new() { Timeout = 30_000 });
        (await room.TranscriptAsync()).ShouldContain("still here");
        (await AxeCore.ViolationsAsync(room.Page)).ShouldBeEmpty();
        asked.ShouldBe(1);
        await room.Page.UnrouteAllAsync();
        await room.SignInAsync("stranger");

        await Expect(room.Bubbles.Filter(new() { HasText = "still here" })).ToHaveCountAsync(1, new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task What_the_provider_answers_to_another_question_is_not_taken()
    {
        await using var room = await ArriveAsync("es-ES");
        await Expect(room.Page.Locator("#gate-words")).ToHaveTextAsync("Inicia sesión con tu cuenta de empresa para dar de alta a usuarios.");
        (await AxeCore.ViolationsAsync(room.Page)).ShouldBeEmpty();

        await room.SignInAsync("nobody");
        await Expect(room.Page.Locator("#gate-words")).ToContainTextAsync("No se ha podido iniciar sesión");

        issuer.Nonce = "another";
        await room.SignInAsync("stranger");
        await Expect(room.Page.Locator("#gate-words")).ToContainTextAsync("No se ha podido iniciar sesión");
        (await room.Bubbles.CountAsync()).ShouldBe(0);

        issuer.Nonce = null;
        await room.Page.Locator("#sign-in").ClickAsync();
        var answer = (await room.Page.GetByRole(AriaRole.Link, new() { Name = "stranger" }).GetAttributeAsync("href"))!;
        await room.Page.GotoAsync(answer.Replace("&state=", "&state=another", StringComparison.Ordinal));
        await Expect(room.Page.Locator("#gate-words")).ToContainTextAsync("No se ha podido iniciar sesión");
        new Uri(room.Page.Url).Query.ShouldBeEmpty();

        await room.SignInAsync("stranger");
        await room.HearsAsync("pide a un Administrador de Cuenta un código de vinculación");
    }

    [Fact]
    public async Task Over_HTTP_a_good_token_opens_a_conversation_and_no_other_does()
    {
        using var http = new HttpClient { BaseAddress = new Uri(product.Started.Url, "/api/") };
        async Task<Answer> AskAsync(string token) => await http.PostJsonAsync("page/token", "{}", ("Authorization", $"Bearer {token}"));

        ((string)(await AskAsync(issuer.Token())).ShouldBe(HttpStatusCode.OK)["userId"]!).ShouldStartWith("dl_");
        foreach (var token in (string[])["made up", product.Started.ApiKey!, issuer.Token(audience: "another"), issuer.Token(ends: -10), issuer.Token(begins: 10), issuer.Token(signed: false)])
        {
            (await AskAsync(token)).ShouldBeProblem(HttpStatusCode.Unauthorized, "sign_in.refused");
        }

        (await http.CallAsync(HttpMethod.Options, "page/token", null, ("Origin", "https://evil.example"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
        var own = product.Started.Url.GetLeftPart(UriPartial.Authority);
        (await http.CallAsync(HttpMethod.Options, "page/token", null, ("Origin", own))).Header("Access-Control-Allow-Origin").ShouldBe(own);
    }

    private Task<ChatRoom> ArriveAsync(string language) => ChatRoom.EnterAsync(chromium, product.Started.Page, language);

    private async Task<string> CodeAsync()
    {
        var made = await product.Http.PostJsonAsync($"users/{await AdministratorAsync()}/pairing-code", "");
        return (string)made.ShouldBe(HttpStatusCode.Created)["code"]!;
    }

    private async Task<string> AdministratorAsync()
    {
        using var page = new HttpClient();
        var people = (await page.GetFromJsonAsync<JsonObject>(new Uri(product.Started.Url, "/local/people")))!["people"]!.AsArray();
        return (string)people.First(person => (string)person!["right"]! == "Account Administrator")!["id"]!;
    }

    private async Task ShouldBeGoneFromTheBrowserAndTheLogsAsync(ChatRoom room)
    {
        // A JWT begins with these letters, whoever made it.
        (await room.Page.EvaluateAsync<string>("JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])")).ShouldNotContain("eyJ");
        product.Console.ShouldNotContain("marker", Case.Insensitive);
    }

    private static async Task ShouldComeBackToTheSameChatAsync(ChatRoom room)
    {
        await room.Page.ReloadAsync();
        await room.Page.GetByRole(AriaRole.Link, new() { Name = "marta" }).ClickAsync();
        await room.HearsAsync("Sina Segura is registered");
    }

    private static async Task ShouldBeOutAsync(ChatRoom room)
    {
        await room.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(room.Page.Locator("#gate-words")).ToContainTextAsync("Sign in with your company account");
        (await room.Bubbles.CountAsync()).ShouldBe(0);
    }

    private async Task ShouldBeUnknownAgainAsync(ChatRoom room)
    {
        (await product.Http.CallAsync(HttpMethod.Delete, $"users/{await AdministratorAsync()}/chat-accounts", null)).ShouldBe(HttpStatusCode.NoContent);
        await room.SignInAsync();
        await room.HearsAsync("pairing code");
    }

    // What the channel answers to a token that is over.
    private static async Task LoseChannelAsync(ChatRoom room)
    {
        var lost = new TaskCompletionSource();
        await room.Page.RouteAsync("**/activities?watermark=*", async route => await (lost.TrySetResult() ? route.FulfillAsync(new() { Status = 403 }) : route.ContinueAsync()));
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
