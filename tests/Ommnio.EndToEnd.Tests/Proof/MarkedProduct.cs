using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Ommnio.EndToEnd.Tests.DirectLine;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.Storage.Tests.Chatting;

namespace Ommnio.EndToEnd.Tests.Proof;

/// <summary>
/// The built worker under its host, on a storage of its own, with two organisations that bear marks. Both have an administrator at the
/// bot's channel, which is ours: we sign what it sends, and what the bot replies is written down.
/// </summary>
internal sealed class MarkedProduct : IAsyncDisposable
{
    private const string Mark = "qx";
    private readonly byte[] channelKey = RandomNumberGenerator.GetBytes(32);
    private (string Token, DateTimeOffset Until) channelToken;
    private WatchedAzurite azurite = null!;
    private ChannelUnderTest pages = null!;

    internal LocalHost.FunctionsHost.FunctionsHost Host { get; private set; } = null!;

    internal CollectedLogs Logs { get; } = new();

    internal RecordingChannel Channel { get; private set; } = null!;

    internal IReadOnlyList<MarkedOrganisation> Organisations { get; private set; } = [];

    // Requests are measured on it, so nothing is to stand in between.
    internal string Storage => azurite.Direct;

    /// <summary>The accounts of the two administrators at the channel.</summary>
    internal IReadOnlyList<string> Accounts { get; private set; } = [];

    internal static async Task<MarkedProduct> StartAsync(CancellationToken cancellationToken)
    {
        var product = new MarkedProduct();
        try
        {
            await product.BeginAsync(cancellationToken);
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the channel shows to the bot; good for five minutes.</summary>
    internal string ChannelToken()
    {
        var now = TimeProvider.System.GetUtcNow();
        if (channelToken.Until <= now)
        {
            channelToken = (NewToken(), now.AddMinutes(2));
        }

        return channelToken.Token;
    }

    /// <summary>What the kernel counts as the worker's own memory, in MiB.</summary>
    internal double WorkerMemory()
    {
        const string line = "VmRSS:";
        var status = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Host.WorkerProcessId}/status")).First(text => text.StartsWith(line, StringComparison.Ordinal));
        return double.Parse(status[line.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Channel?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (pages?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        azurite = await WatchedAzurite.StartAsync(cancellationToken, Mark);
        pages = await ChannelUnderTest.StartAsync();
        Channel = await RecordingChannel.StartAsync();
        Organisations = [await MarkedOrganisation.CreateAsync(Storage, $"{Mark}alfa", cancellationToken), await MarkedOrganisation.CreateAsync(Storage, $"{Mark}bravo", cancellationToken)];
        Host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(FunctionsAppFixture.Options(Storage, Logs, [.. Settings()]), cancellationToken);
        Accounts = [await AccountAsync(Organisations[0]), await AccountAsync(Organisations[1])];
    }

    // Nobody listens for mail: invitations by e-mail are made, and tried again and again.
    private IEnumerable<(string, string)> Settings() =>
    [
        ("Storage__ConnectionString", Storage), ("AZURE_FUNCTIONS_ENVIRONMENT", "Development"), ("RequestsPerSecond", "1000000"), ("AttemptsPerMinute", "10000000"),
        ("LocalChannel__Key", Convert.ToBase64String(channelKey)), ("LocalChannel__ServiceUrl", Channel.Address.GetLeftPart(UriPartial.Authority)),
        ("DirectLine__Endpoint", pages.Url.GetLeftPart(UriPartial.Authority)), ("DirectLine__Secret", pages.Secret), ("DirectLine__TrustedOrigins", "https://chat.example"),
        ("Email__Host", "127.0.0.1"), ("Email__Port", "1"), ("Email__Security", "none"), ("Email__From", "no-reply@example.com"),
        // Live memory is what counts: 80 MiB, where 32 are too few and 64 enough. What leaks with each request of one kind does not fit.
        ("DOTNET_GCHeapHardLimit", "0x5000000"),
    ];

    private async Task<string> AccountAsync(MarkedOrganisation organisation)
    {
        using var http = FunctionsAppFixture.Client(Host.Url, organisation.ApiKey);
        return (string)(await http.PostJsonAsync("chat/token", $$"""{"userId":"{{organisation.Administrator}}"}""")).ShouldBe(HttpStatusCode.OK)["userId"]!;
    }

    private string NewToken()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "ommnio-local-channel",
            Audience = "ommnio-bot",
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["serviceurl"] = Channel.Address.GetLeftPart(UriPartial.Authority) },
            SigningCredentials = new(new SymmetricSecurityKey(channelKey), SecurityAlgorithms.HmacSha256),
        });
    }
}
