using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Laptop;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>A test at the page of the shared product. When it fails, its output says what the product wrote and shows the page.</summary>
[Collection(OneAtATime.Name)]
public abstract class ChatTest(SharedProduct shared, Chromium chromium) : IAsyncLifetime
{
    private readonly List<ChatRoom> rooms = [];

    internal Product Product { get; private set; } = null!;

    internal Chromium Chromium => chromium;

    public async ValueTask InitializeAsync() => Product = await shared.StartedAsync();

    /// <summary>With nothing left over from an earlier test.</summary>
    internal async Task<ChatRoom> EnterAsync(string language = "en-US", int width = 1000, ColorScheme colours = ColorScheme.Light)
    {
        var room = await ChatRoom.EnterAsync(chromium, Product.Started.Page, language, width, colours: colours);
        rooms.Add(room);
        await room.IsReadyAsync();
        // With the slash: where a name is asked, the word alone may be the name.
        await room.SayAsync(language.StartsWith("es", StringComparison.Ordinal) ? "/cancelar" : "/cancel");
        await room.HearsAsync(language.StartsWith("es", StringComparison.Ordinal) ? "»" : "”");
        return room;
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Product.Console);
            foreach (var room in rooms)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(await room.TranscriptAsync());
                TestContext.Current.AddAttachment("page.png", await room.Page.ScreenshotAsync(), "image/png");
            }
        }

        foreach (var room in rooms)
        {
            await room.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
