using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Laptop;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

public sealed class PageTests(SharedProduct product, Chromium chromium) : ChatTest(product, chromium)
{
    [Fact]
    public async Task Loaded_again_it_shows_the_same_conversation_and_goes_on()
    {
        var room = await EnterAsync();
        await room.SayAsync("register Rita Reload, Cashier, Sales");
        await room.HearsAsync("Please check");
        var before = await room.TranscriptAsync();

        await room.Page.ReloadAsync();
        await room.HearsAsync("Please check");

        (await room.TranscriptAsync()).ShouldBe(before);
        await room.SayAsync("code");
        await room.HearsAsync("What is the employee code?");
    }

    [Fact]
    public async Task Offline_for_some_seconds_it_says_so_and_goes_on()
    {
        var room = await EnterAsync();

        await room.GoOfflineAsync(true);
        await Expect(room.Reconnecting).ToBeAttachedAsync(new() { Timeout = 15_000 });
        await room.GoOfflineAsync(false);
        await Expect(room.Reconnecting).Not.ToBeAttachedAsync(new() { Timeout = 15_000 });

        await room.SayAsync("register");
        await room.HearsAsync("What is the first name?");
    }

    [Fact]
    public async Task A_poll_that_fails_once_is_not_even_seen()
    {
        var room = await EnterAsync();
        var failed = new TaskCompletionSource();
        await room.Page.RouteAsync("**/activities?watermark=*", async route =>
        {
            await (failed.TrySetResult() ? route.FulfillAsync(new() { Status = 500 }) : route.ContinueAsync());
        });
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await room.SayAsync("register");

        await room.HearsAsync("What is the first name?");
        (await room.Reconnecting.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Its_token_is_changed_for_a_new_one_in_time_and_the_conversation_goes_on()
    {
        var room = await EnterAsync();
        await room.SayAsync("register Rita Refresh, Cashier, Sales");
        await room.HearsAsync("Please check");
        // As if the token were to end in a moment.
        await room.Page.RouteAsync("**/local/chat/token", async route =>
        {
            var answer = (await (await route.FetchAsync()).JsonAsync())!.Value;
            await route.FulfillAsync(new() { Json = new { token = answer.GetProperty("token").GetString(), conversationId = answer.GetProperty("conversationId").GetString(), expiresIn = 1 } });
        });

        var refreshed = room.Page.WaitForResponseAsync("**/v3/directline/tokens/refresh", new() { Timeout = 20_000 });
        await room.Page.ReloadAsync();

        (await refreshed).Status.ShouldBe(200);
        await room.HearsAsync("Please check");
        await room.SayAsync("code");
        await room.HearsAsync("What is the employee code?");
    }

    [Fact]
    public async Task A_list_that_is_pasted_keeps_its_lines()
    {
        var room = await EnterAsync();

        await room.Box.FocusAsync();
        await room.Page.Keyboard.InsertTextAsync("Pia Pasted, Cashier, Sales\nPau Pasted, Baker, Logistics");
        await room.Page.Keyboard.PressAsync("Enter");

        await room.HearsAsync("2 ready · 0 need attention · 0 registered already");
        await room.SayAsync("/cancel");
        await room.HearsAsync("I have put the list away");
    }

    [Fact]
    public async Task A_member_without_rights_is_refused_and_told_nothing()
    {
        var room = await ChatRoom.EnterAsync(Chromium, Product.Started.Page);
        await room.IsReadyAsync();
        await room.BeAsync(2);
        await room.HearsAsync("I can help only administrators");
        await room.IsReadyAsync();

        await room.SayAsync("register Eve Dropper, Cashier, Sales");

        await Expect(room.Bubbles.Filter(new() { HasText = "Shall I register" })).ToHaveCountAsync(0);
        (await room.TranscriptAsync()).ShouldNotContain("Panadería Sol");
        await room.DisposeAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_fits_a_phone(ColorScheme colours)
    {
        var room = await EnterAsync(width: 360, colours: colours);
        await room.SayAsync("form");
        await room.Card.WaitForAsync();

        (await room.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(360);
        (await room.Card.EvaluateAsync<bool>("card => card.scrollWidth <= card.clientWidth")).ShouldBeTrue();
        foreach (var control in await room.Card.Locator("button, input:not([type=checkbox])").AllAsync())
        {
            (await control.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(40);
        }
    }

    [Fact]
    public async Task It_can_be_used_by_keyboard_alone()
    {
        var room = await EnterAsync();
        await room.Page.ReloadAsync();
        await room.IsReadyAsync();

        await room.Page.Keyboard.PressAsync("Tab");
        await Expect(room.Page.Locator(".skip")).ToBeFocusedAsync();
        foreach (var name in (string[])["#person", "#language"])
        {
            await room.Page.Keyboard.PressAsync("Tab");
            await Expect(room.Page.Locator(name)).ToBeFocusedAsync();
        }

        for (var presses = 0; presses < 10 && !await room.Box.EvaluateAsync<bool>("box => box === document.activeElement"); presses++)
        {
            await room.Page.Keyboard.PressAsync("Tab");
        }

        await room.Page.Keyboard.TypeAsync("register Kay Board, Cashier, Sales");
        await room.Page.Keyboard.PressAsync("Enter");
        await room.HearsAsync("Please check");
    }

    [Fact]
    public async Task A_user_is_registered_by_form_and_by_keyboard_alone_and_the_focus_never_jumps()
    {
        var room = await EnterAsync();
        var keys = room.Page.Keyboard;
        await room.Box.FocusAsync();
        await keys.TypeAsync("form");
        await keys.PressAsync("Enter");
        await room.Card.WaitForAsync();
        await Expect(room.Box).ToBeFocusedAsync();

        // Web Chat's way: to the conversation, whose last message is the one in hand, and into it.
        await PressUntilAsync(room, "Shift+Tab", room.Transcript);
        await keys.PressAsync("Enter");
        foreach (var (label, text) in ((string, string)[])[("First name", "Kay"), ("Last name", "Boardless"), ("Position", "Cashier"), ("Area", "Sales")])
        {
            await PressUntilAsync(room, "Tab", room.Card.GetByLabel(label).First);
            await keys.TypeAsync(text);
        }

        await PressUntilAsync(room, "Tab", room.Card.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }));
        await keys.PressAsync("Enter");
        await Expect(room.Button("Confirm")).ToBeVisibleAsync();
        (await IsInChatAsync(room)).ShouldBeTrue();

        await PressUntilAsync(room, "Shift+Tab", room.Transcript);
        await keys.PressAsync("Enter");
        await PressUntilAsync(room, "Tab", room.Button("Confirm"));
        await keys.PressAsync("Enter");
        await room.HearsAsync("Kay Boardless is registered");
        (await IsInChatAsync(room)).ShouldBeTrue();
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task What_the_bot_says_takes_the_focus_from_nobody()
    {
        var room = await EnterAsync();
        await room.SayAsync("register");
        await room.HearsAsync("first name");
        await room.Box.FillAsync("Kim Lee");
        await room.Box.PressAsync("Enter");
        await room.Page.Locator("#language").FocusAsync();
        await room.HearsAsync("position");

        await Expect(room.Page.Locator("#language")).ToBeFocusedAsync();
    }

    private static Task<bool> IsInChatAsync(ChatRoom room) => room.Page.EvaluateAsync<bool>("document.getElementById('chat').contains(document.activeElement)");

    private static async Task PressUntilAsync(ChatRoom room, string key, ILocator target)
    {
        for (var presses = 0; presses < 40 && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); presses++)
        {
            await room.Page.Keyboard.PressAsync(key);
        }

        await Expect(target).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Its_words_follow_the_language_that_is_chosen()
    {
        var room = await EnterAsync();

        await room.Page.Locator("#language").SelectOptionAsync("es");

        await Expect(room.Page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        await Expect(room.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ommnio: alta de usuarios");
        await Expect(room.Box).ToHaveAttributeAsync("placeholder", "Escriba su mensaje");
        await Expect(room.Page).ToHaveTitleAsync("Ommnio: alta de usuarios");
    }

    [Fact]
    public async Task Nothing_leaves_this_machine_and_scripts_come_from_the_page_alone()
    {
        var room = await EnterAsync();
        var answer = await room.Page.ReloadAsync();
        await room.IsReadyAsync();

        var policy = (await answer!.HeaderValueAsync("content-security-policy"))!;
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("connect-src 'self' blob:;");
        room.ShouldHaveNoComplaint();
    }
}
