using System.Collections.Concurrent;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>The chat page in a browser, as an administrator uses it.</summary>
internal sealed class ChatRoom : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> strangers = new();

    private ChatRoom(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>What the browser complained of: scripts that failed, things that the page's policy forbade.</summary>
    public IEnumerable<string> Complaints => complaints;

    /// <summary>Requests that went anywhere else than to this machine.</summary>
    public IEnumerable<string> Strangers => strangers;

    public ILocator Bubbles => Page.Locator(".webchat__bubble__content");

    public ILocator Cards => Page.Locator(".webchat__adaptive-card-renderer");

    public ILocator Box => Page.GetByTestId("send box text area");

    private ILocator SendButton => Page.Locator(".webchat__send-button, .webchat__send-box__button").Last;

    public static async Task<ChatRoom> EnterAsync(Chromium chromium, Uri page, string language = "en-US", int width = 1000, int height = 900, ColorScheme colours = ColorScheme.Light)
    {
        var context = await chromium.OpenAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        var room = new ChatRoom(context, await context.NewPageAsync());
        room.Page.Console += (_, said) => room.Hear(said);
        room.Page.PageError += (_, error) => room.complaints.Enqueue(error);
        room.Page.Request += (_, request) => room.Watch(request, page);
        await room.Page.GotoAsync(page.ToString());
        return room;
    }

    public async Task SayAsync(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
        await Expect(Bubbles.Filter(new() { HasText = text }).First).ToBeVisibleAsync();
    }

    /// <summary>Waits for the bot to have said it.</summary>
    public Task HearsAsync(string text, int timeout = 20_000) =>
        Expect(Page.Locator(".webchat__basic-transcript").GetByText(text).Last).ToBeVisibleAsync(new() { Timeout = timeout });

    public async Task PickAsync(string button) =>
        await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Last.ClickAsync();

    public Task BeAsync(string person) => Page.Locator("#person").SelectOptionAsync(new SelectOptionValue { Label = person });

    public void ShouldHaveNoComplaint() => complaints.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Hear(IConsoleMessage said)
    {
        if (said.Type == "error")
        {
            complaints.Enqueue(said.Text);
        }
    }

    private void Watch(IRequest request, Uri page)
    {
        var address = new Uri(request.Url);
        if (address.Scheme is "http" or "https" or "ws" or "wss" && address.Authority != page.Authority)
        {
            strangers.Enqueue(request.Url);
        }
    }
}
