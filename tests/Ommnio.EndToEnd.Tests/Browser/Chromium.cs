using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Browser;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>One headless Chromium for all tests, started by the first that asks; each test has a context of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // It calls nobody on its own: what a test sees on the network is the page's.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run", "--disable-quic", "--disable-dev-shm-usage",
    ];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> browser = new(LaunchAsync);

    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options) => await (await browser.Value).Browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (browser.IsValueCreated && browser.Value.IsCompletedSuccessfully)
        {
            var (driver, running) = await browser.Value;
            await running.DisposeAsync();
            driver.Dispose();
        }
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> LaunchAsync()
    {
        var path = await ChromiumInstallation.EnsureAsync();
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Flags }));
    }
}
