using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.LocalHost.DirectLine;
using Xunit;

namespace Ommnio.EndToEnd.Tests.DirectLine;

/// <summary>The channel on a port of its own, before a small bot.</summary>
internal sealed class ChannelUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectLineChannel channel;

    private ChannelUnderTest(WebApplication app, DirectLineChannel channel, SmallBot bot, FakeTimeProvider time) =>
        (this.app, this.channel, Bot, Time) = (app, channel, bot, time);

    public SmallBot Bot { get; }

    public FakeTimeProvider Time { get; }

    public Uri Url => new(app.Urls.Single());

    public string Secret => channel.WorkerSettings["DirectLine__Secret"];

    public static async Task<ChannelUnderTest> StartAsync(TimeSpan? botTimeout = null)
    {
        var bot = await SmallBot.StartAsync();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var port = FreePort();
        var channel = await DirectLineChannel.StartAsync(
            new ChannelOptions
            {
                PublicUrl = new Uri($"http://127.0.0.1:{port}"),
                BotMessages = bot.Messages,
                Logging = LoggerFactory.Create(logging => logging.AddProvider(new CollectedLogs())),
                Time = time,
                BotTimeout = botTimeout ?? TimeSpan.FromSeconds(15),
                Origins = ["https://chat.example"],
            },
            TestContext.Current.CancellationToken);
        bot.Key = Convert.FromBase64String(channel.WorkerSettings["LocalChannel__Key"]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        channel.Map(app);
        await app.StartAsync();
        return new ChannelUnderTest(app, channel, bot, time);
    }

    /// <summary>A page with a token for a new conversation, not started yet.</summary>
    public async Task<ChatPage> PageAsync(string account = "dl_ana")
    {
        var issued = await GenerateAsync(new JsonObject { ["user"] = new JsonObject { ["id"] = account, ["name"] = "Ana" } });
        return new ChatPage(Url, (string)issued["conversationId"]!, (string)issued["token"]!);
    }

    public async Task<ChatPage> StartedPageAsync(string account = "dl_ana")
    {
        var page = await PageAsync(account);
        (await page.StartAsync()).EnsureSuccessStatusCode();
        return page;
    }

    public async Task<JsonObject> GenerateAsync(JsonObject body)
    {
        var answer = await GenerateAsync(body, Secret);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<HttpResponseMessage> GenerateAsync(JsonObject body, string secret)
    {
        using var http = new HttpClient(new Watching(new SocketsHttpHandler())) { BaseAddress = Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return await http.PostAsJsonAsync("/v3/directline/tokens/generate", body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await channel.DisposeAsync();
        await Bot.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
