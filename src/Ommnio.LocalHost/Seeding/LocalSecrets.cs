using System.Security.Cryptography;
using System.Text.Json;

namespace Ommnio.LocalHost.Seeding;

/// <summary>The keys of this laptop: made on the first run and kept beside the data that they encrypt.</summary>
internal static class LocalSecrets
{
    // A shell on the way drops environment variables whose names hold a hyphen.
    private const string KeyId = "local1";

    public static async Task<IReadOnlyDictionary<string, string>> EnsureAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataFolder, "secrets.json");
        if (!File.Exists(path))
        {
            var made = new Dictionary<string, string>
            {
                ["Secrets__CurrentKeyId"] = KeyId,
                [$"Secrets__Keys__{KeyId}"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            };
            await PrivateFile.WriteAsync(path, JsonSerializer.Serialize(made), cancellationToken);
        }

        return JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(path, cancellationToken))!;
    }
}
