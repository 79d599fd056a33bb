using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ommnio.Functions.Settings;

/// <summary>
/// What is fine on a laptop and must never be deployed: its channel, its storage, its keys, and whatever travels unencrypted. The
/// app does not start with any of it, and says of all of it at once why.
/// </summary>
internal static class UnsafeSettings
{
    /// <summary>The environment of our own tests of the deployed shape, on an emulator. Everything else but Development is taken for production.</summary>
    internal const string Testing = "Testing";

    // The key of local.settings.sample.json is text, and so is what people make up. 32 random bytes hold about 30 different ones.
    private const int FewestDifferentBytes = 16;

    /// <exception cref="InvalidOperationException">Each unsafe setting is named.</exception>
    internal static void Refuse(IConfiguration configuration, IHostEnvironment environment)
    {
        var unsafeOnes = environment.IsDevelopment() || environment.IsEnvironment(Testing) ? [] : Of(configuration).ToList();
        if (unsafeOnes.Count > 0)
        {
            throw new InvalidOperationException($"The app does not start so in {environment.EnvironmentName}. {string.Join(' ', unsafeOnes)}");
        }
    }

    internal static IEnumerable<string> Of(IConfiguration configuration) => [.. OfTheLaptop(configuration), .. Addresses(configuration), .. Keys(configuration), .. Chat(configuration)];

    private static IEnumerable<string> OfTheLaptop(IConfiguration configuration)
    {
        foreach (var name in (string[])["LocalChannel:Key", "LocalChannel:ServiceUrl"])
        {
            if (configuration[name] is { Length: > 0 })
            {
                yield return $"The setting {name} is for Development only.";
            }
        }

        if (configuration["Storage:ConnectionString"] is { Length: > 0 })
        {
            yield return "The setting Storage:ConnectionString is for Development only: it holds an account key. Set Storage:TableServiceUri and Storage:QueueServiceUri, and give the app an identity.";
        }

        if (configuration["AzureWebJobsStorage"] is { } host && (host.Contains("UseDevelopmentStorage", StringComparison.OrdinalIgnoreCase) || host.Contains("devstoreaccount1", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "The setting AzureWebJobsStorage is the storage emulator's.";
        }
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        foreach (var name in (string[])["PublicUrl", "Storage:TableServiceUri", "Storage:QueueServiceUri", "DirectLine:Endpoint", "Sms:Endpoint", "SignIn:Issuer", "OTEL_EXPORTER_OTLP_ENDPOINT"])
        {
            if (configuration[name] is { Length: > 0 } said && !IsSafe(said))
            {
                yield return $"The setting {name} must be an https address that is not on this machine.";
            }
        }

        if (configuration["Email:Host"] is { Length: > 0 } && configuration["Email:Security"] == "none")
        {
            yield return "The setting Email:Security must be startTls or tls: invitations are secret.";
        }
    }

    private static IEnumerable<string> Keys(IConfiguration configuration) =>
        from key in configuration.GetSection("Secrets:Keys").GetChildren()
        where IsGuessable(key.Value)
        select $"The setting {key.Path} is not random: make 32 bytes with \"openssl rand -base64 32\".";

    private static IEnumerable<string> Chat(IConfiguration configuration)
    {
        if (configuration["DirectLine:Secret"] is { Length: > 0 } && !(configuration.List("DirectLine:TrustedOrigins") is { Count: > 0 } origins && origins.All(IsSafe)))
        {
            yield return "The setting DirectLine:TrustedOrigins must name the https origins of pages that may use a chat token.";
        }

        if (configuration.List("Bot:ServiceHosts").Any(host => host.Trim('.').Split('.').Length < 2 || host.Contains('*', StringComparison.Ordinal) || IPAddress.TryParse(host, out _)))
        {
            yield return "The setting Bot:ServiceHosts must name hosts by their domains.";
        }
    }

    private static bool IsSafe(string said) => Uri.TryCreate(said, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && !address.IsLoopback;

    private static bool IsGuessable(string? said)
    {
        Span<byte> bytes = stackalloc byte[33];
        return Convert.TryFromBase64String(said ?? "", bytes, out var length)
            && (bytes[..length].ToArray().Distinct().Count() < FewestDifferentBytes || IsText(bytes[..length]));
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
}
