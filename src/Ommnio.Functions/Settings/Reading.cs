using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Ommnio.Functions.Settings;

/// <summary>How single settings are read. What is missing or wrong throws <see cref="InvalidOperationException"/> and is named whole, so that an operator finds it.</summary>
internal static class Reading
{
    /// <summary>Null when it is not set.</summary>
    internal static Uri? Address(this IConfiguration configuration, string name) =>
        configuration[name] is not { Length: > 0 } said ? null
        : Uri.TryCreate(said, UriKind.Absolute, out var address) ? address
        : throw configuration.Wrong(name, "an absolute address");

    internal static TimeSpan Duration(this IConfiguration configuration, string name, TimeSpan otherwise) =>
        configuration[name] is not { } said ? otherwise
        : TimeSpan.TryParse(said, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero ? duration
        : throw configuration.Wrong(name, "a time such as 00:02:00");

    internal static int Number(this IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { } said ? otherwise
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw configuration.Wrong(name, "a number above 0");

    internal static string Needed(this IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } said ? said : throw configuration.Missing(name);

    internal static IReadOnlyList<string> List(this IConfiguration configuration, string name) =>
        (configuration[name] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static byte[] Key(IConfigurationSection key)
    {
        Span<byte> bytes = stackalloc byte[33];
        return Convert.TryFromBase64String(key.Value ?? "", bytes, out var length) && length == 32
            ? bytes[..32].ToArray()
            : throw new InvalidOperationException($"The setting {key.Path} must be 32 bytes in Base64.");
    }

    internal static InvalidOperationException Missing(this IConfiguration configuration, string name) => new($"The setting {configuration.NameOf(name)} is missing.");

    internal static InvalidOperationException Wrong(this IConfiguration configuration, string name, string wanted) => new($"The setting {configuration.NameOf(name)} must be {wanted}.");

    private static string NameOf(this IConfiguration configuration, string name) => configuration is IConfigurationSection section ? $"{section.Path}:{name}" : name;
}
