using Ommnio.EndToEnd.Tests.Browser;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Laptop;

public sealed class RestartTests(Chromium chromium) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ommnio-restart-").FullName;

    [Fact]
    public async Task An_open_page_goes_on_after_a_restart_and_the_bot_knows_the_draft()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var first = await Product.StartAsync(folder, [], cancellation);
        await using var room = await ChatRoom.EnterAsync(chromium, first.Started.Page);
        await room.IsReadyAsync();
        // One after the other: what is said before the last was answered may overtake it.
        foreach (var (said, heard) in ((string, string)[])[("register", "What is the first name?"), ("Rosa Restart", "What is the position?"), ("Cashier", "In which area?"), ("Sales", "That is all that is needed")])
        {
            await room.SayAsync(said);
            await room.HearsAsync(heard);
        }

        await first.DisposeAsync();

        await using var second = await Product.StartAsync(folder, ["--port", $"{first.Started.Url.Port}"], cancellation);
        await room.IsReadyAsync();
        await Until.TrueAsync("the page has a new conversation", async () => await room.Reconnecting.CountAsync() == 0);
        await room.SayAsync("review");

        await room.HearsAsync("Please check");
        (await room.TranscriptAsync()).ShouldContain("Rosa");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
