using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>The chat page in a browser, as an administrator uses it.</summary>
internal sealed class ChatRoom : IAsyncDisposable
{
    private readonly IBrowserContext context;
    // Scripts that failed, and things that the policy of the page forbade.
    private readonly ConcurrentQueue<string> complaints = new();
    // Requests that went anywhere else than to the address of the page.
    private readonly ConcurrentQueue<string> strangers = new();

    private ChatRoom(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    public ILocator Bubbles => Page.Locator(".webchat__bubble__content");

    public ILocator Card => Page.Locator(".ac-adaptiveCard").Last;

    public ILocator Box => Page.Locator("[data-id=webchat-sendbox-input]");

    public ILocator Transcript => Page.Locator(".webchat__basic-transcript");

    public ILocator Reconnecting => Page.GetByText("Network interruption occurred").First;

    public static async Task<ChatRoom> EnterAsync(Chromium chromium, Uri page, string language = "en-US", int width = 1000, int height = 900, ColorScheme colours = ColorScheme.Light)
    {
        var context = await chromium.OpenAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        var room = new ChatRoom(context, await context.NewPageAsync());
        room.Page.Console += (_, said) => room.Hear(said);
        room.Page.PageError += (_, error) => room.complaints.Enqueue(error);
        room.Page.Request += (_, request) => room.Look(request, page);
        await room.Page.GotoAsync(page.ToString());
        return room;
    }

    /// <summary>By way of the provider, as one of its people.</summary>
    public async Task SignInAsync(string person = "marta")
    {
        await Page.Locator("#sign-in").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = person }).ClickAsync();
    }

    /// <summary>Connected: what is typed before that stays in the box.</summary>
    public async Task IsReadyAsync()
    {
        await Expect(Box).ToBeEditableAsync(new() { Timeout = 20_000 });
        await Expect(Page.GetByText("Connectivity Status: Connected").Or(Page.GetByText("Estado de conexión: Conectado")).First).ToBeAttachedAsync(new() { Timeout = 20_000 });
    }

    public async Task SayAsync(string text)
    {
        Watch.Told(text);
        // Each line is shown as a paragraph of its own.
        var said = Bubbles.Filter(new() { HasText = text.Split('\n')[0] });
        var before = await said.CountAsync();
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
        await Expect(said).Not.ToHaveCountAsync(before);
    }

    public async Task AttachAsync(string name, string type, byte[] content)
    {
        Watch.Told(Encoding.UTF8.GetString(content));
        await Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });
        await Box.PressAsync("Enter");
    }

    /// <summary>Waits for the bot's last word to have this in it.</summary>
    public Task HearsAsync(string text) => Expect(Bubbles.Last).ToContainTextAsync(text, new() { Timeout = 20_000 });

    public Task PickAsync(string button) => Button(button).ClickAsync();

    /// <summary>The send box has a button of that name too.</summary>
    public Task SubmitAsync(string button) => Card.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).Last;

    public Task FillAsync(string label, string text)
    {
        Watch.Told(label is "First name" or "Last name" or "Nombre" or "Apellidos" ? new JsonObject { ["firstName"] = text }.ToJsonString() : text);
        return Card.GetByLabel(label, new() { Exact = false }).First.FillAsync(text);
    }

    public Task BeAsync(int person) => Page.Locator("#person").SelectOptionAsync(new SelectOptionValue { Index = person });

    public async Task<string> TranscriptAsync() => string.Join("\n---\n", await Bubbles.AllInnerTextsAsync());

    public void ShouldHaveNoComplaint()
    {
        complaints.ShouldBeEmpty();
        strangers.ShouldBeEmpty();
    }

    public Task GoOfflineAsync(bool isOffline) => context.SetOfflineAsync(isOffline);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Hear(IConsoleMessage said)
    {
        if (said.Type == "error")
        {
            complaints.Enqueue(said.Text);
        }
    }

    private void Look(IRequest request, Uri page)
    {
        Watch.Saw("address of the page", request.Url);
        var address = new Uri(request.Url);
        if (address.Scheme is "http" or "https" or "ws" or "wss" && address.Authority != page.Authority)
        {
            strangers.Enqueue(request.Url);
        }
    }
}
