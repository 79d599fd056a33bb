using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ommnio.Functions.Security;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.House;

/// <summary>What must never be in the repository, looked for in all that is.</summary>
public sealed partial class SecretTests
{
    // The emulator's key, which the whole world knows.
    private const string Emulators = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string[] Pictures = [".png", ".jpg", ".ico"];

    [Fact]
    public async Task No_file_of_the_repository_holds_a_secret()
    {
        var files = await TrackedAsync();

        files.Count.ShouldBeGreaterThan(300);
        files.SelectMany(file => Found(File.ReadAllText(Repository.PathOf(file))).Select(secret => $"{file}: {secret[..Math.Min(12, secret.Length)]}…")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_hold_secrets_on_a_laptop_are_not_in_the_repository() =>
        (await TrackedAsync()).Where(file => Path.GetFileName(file) is "local.settings.json" or "secrets.json" or "localhost.json" || file.StartsWith(".local/", StringComparison.Ordinal) || Path.GetExtension(file) is ".pfx" or ".pem" or ".key").ShouldBeEmpty();

    [Fact]
    public void Each_kind_of_secret_is_found()
    {
        // Put together here, so that this file holds none.
        string[] secrets =
        [
            $"key: {ApiKeyText.New().Reveal()}", $"AccountKey={new string('q', 86)}==", $"-----BEGIN {"PRIVATE"} KEY-----", $"AKIA{new string('A', 16)}", $"ghp_{new string('a', 36)}",
            $"eyJ{new string('a', 20)}.eyJ{new string('b', 20)}.{new string('c', 43)}", $"https://x.blob.core.windows.net/a?sv=1&sig={new string('d', 43)}%3D", $"AC{new string('1', 32)}",
            $"InstrumentationKey={Guid.NewGuid()}",
        ];

        secrets.ShouldAllBe(secret => Found(secret).Count() == 1);
        Found($"AccountKey={Emulators}").ShouldBeEmpty();
        Found($"reg_live_{new string('a', 12)}_{new string('b', 43)}_00000000").ShouldBeEmpty("its checksum says that it is none");
    }

    [Fact]
    public void A_package_with_a_known_weakness_fails_the_build()
    {
        var build = XDocument.Load(Repository.PathOf("src", "Directory.Build.props"));
        (Said("NuGetAudit"), Said("NuGetAuditMode"), Said("NuGetAuditLevel"), Said("TreatWarningsAsErrors")).ShouldBe(("true", "all", "low", "true"));
        build.Descendants("NoWarn").Concat(build.Descendants("NuGetAuditSuppress")).ShouldAllBe(silenced => !silenced.Value.Contains("NU190", StringComparison.Ordinal));

        string Said(string property) => build.Descendants(property).Single().Value;
    }

    private static async Task<IReadOnlyList<string>> TrackedAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var files = (await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return [.. files.Where(file => !Pictures.Contains(Path.GetExtension(file)) && File.Exists(Repository.PathOf(file)))];
    }

    private static IEnumerable<string> Found(string text) => Secret.Matches(text).Select(match => match.Value)
        .Where(found => !found.EndsWith(Emulators, StringComparison.Ordinal) && !(found.StartsWith("reg_live_", StringComparison.Ordinal) && ApiKeyText.TryParse(found) is null));

    [GeneratedRegex(@"reg_live_\w{12}_\w{43}_[0-9a-f]{8}|AccountKey=[A-Za-z0-9+/]{60,}={0,2}|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{40,}|[?&]sig=[A-Za-z0-9%+/]{43,}|\b(AC|SK)[0-9a-f]{32}\b|InstrumentationKey=[0-9a-f-]{36}")]
    private static partial Regex Secret { get; }
}
