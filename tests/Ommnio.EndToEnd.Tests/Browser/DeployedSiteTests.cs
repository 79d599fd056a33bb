using System.Text.Json;
using Ommnio.LocalHost.Page;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>What is deployed as the static site: whole, told where its API and sign-in are, and allowed to call those alone.</summary>
public sealed class DeployedSiteTests : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new() { ["api"] = "https://func.example/api", ["OMMNIO_SIGN_IN_CLIENT"] = "page" };
    private readonly string output = Directory.CreateTempSubdirectory("ommnio-site-").FullName;

    public void Dispose() => Directory.Delete(output, recursive: true);

    [Fact]
    public async Task It_has_every_file_that_the_page_asks_for_and_may_call_nobody_else()
    {
        await WebChatInstallation.EnsureAsync(null, TestContext.Current.CancellationToken);
        (await MakeAsync(Settings)).Code.ShouldBe(0);

        var html = Text("index.html");
        foreach (var file in (string[])["site/page.js", "site/page.css", "site/icon.svg", "webchat.js"])
        {
            html.ShouldContain($"\"/{file}\"");
            File.Exists(Path.Combine(output, file)).ShouldBeTrue(file);
        }

        var config = JsonDocument.Parse(Text("site", "config.json")).RootElement;
        config.GetProperty("api").GetString().ShouldBe("https://func.example/api");
        config.GetProperty("signIn").GetProperty("issuer").GetString().ShouldBe("https://login.microsoftonline.com/{tenantid}/v2.0");
        config.GetProperty("signIn").GetProperty("clientId").GetString().ShouldBe("page");
        var headers = JsonDocument.Parse(Text("staticwebapp.config.json")).RootElement.GetProperty("globalHeaders");
        headers.GetProperty("Content-Security-Policy").GetString()!.ShouldContain("script-src 'self'; ");
        headers.GetProperty("Content-Security-Policy").GetString()!.ShouldContain("connect-src 'self' blob: https://func.example https://directline.botframework.com https://login.microsoftonline.com;");
        headers.GetProperty("Referrer-Policy").GetString().ShouldBe("no-referrer");
    }

    [Theory]
    [InlineData("api", "", "api is not set")]
    [InlineData("OMMNIO_SIGN_IN_CLIENT", "", "OMMNIO_SIGN_IN_CLIENT is not set")]
    [InlineData("api", "http://func.example/api", "must be an https address")]
    [InlineData("OMMNIO_SIGN_IN_ISSUER", "http://login.example", "must be an https address")]
    public async Task Half_of_it_is_not_made(string name, string value, string reason)
    {
        var (code, said) = await MakeAsync(new(Settings) { [name] = value });

        code.ShouldNotBe(0);
        said.ShouldContain(reason);
        Directory.EnumerateFileSystemEntries(output).ShouldBeEmpty();
    }

    private async Task<(int Code, string Said)> MakeAsync(Dictionary<string, string> settings)
    {
        await using var node = ChildProcess.Start(new() { Program = "node", Arguments = ["make-site.mjs", output], WorkingDirectory = Repository.PathOf("src", "Ommnio.Web"), Environment = settings });
        return (await node.Exited.WaitAsync(TestContext.Current.CancellationToken), node.LastLines);
    }

    private string Text(params ReadOnlySpan<string> parts) => File.ReadAllText(Path.Combine([output, .. parts]));
}
