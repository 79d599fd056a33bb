using System.Globalization;

namespace Ommnio.Core.Wording;

/// <summary>How the members of our enums are called on the wire, in the audit and in the catalogue: in camelCase.</summary>
public static class Naming
{
    public static string CamelCase<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];
    }

    /// <summary>The member of that name, exactly as <see cref="CamelCase"/> writes it; null when there is none.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => CamelCase(value) == name).Cast<T?>().FirstOrDefault();
}
