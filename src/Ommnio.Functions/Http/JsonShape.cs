using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>
/// Compares JSON with the type that it is to become and names everything that does not fit, at once: the serializer would stop
/// at the first and say it in its own words.
/// </summary>
internal static class JsonShape
{
    /// <exception cref="InvalidOperationException">A member's name is not valid Unicode.</exception>
    internal static IEnumerable<Problem> Problems(JsonElement element, JsonTypeInfo type, string path = "")
    {
        var expected = NameOf(type);
        return element.ValueKind switch
        {
            JsonValueKind.Object when expected == "object" => Members(element, type, path),
            JsonValueKind.Array when expected == "array" => Items(element, type, path),
            JsonValueKind.String when expected == "string" => Text(element, path),
            JsonValueKind.Number when expected == "integer" && element.TryGetInt32(out _) => [],
            JsonValueKind.True or JsonValueKind.False when expected == "boolean" => [],
            _ => [WrongType(path, expected)],
        };
    }

    private static IEnumerable<Problem> Members(JsonElement element, JsonTypeInfo type, string path)
    {
        HashSet<string> seen = [];
        foreach (var member in element.EnumerateObject())
        {
            var field = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            var property = type.Properties.FirstOrDefault(known => known.Name == member.Name);
            var found = property is null ? [new Problem("request.unknown_member", field, field)]
                : !seen.Add(member.Name) ? [new Problem("request.duplicate_member", field, field)]
                : member.Value.ValueKind == JsonValueKind.Null && IsNullable(property.PropertyType) ? []
                : Problems(member.Value, type.Options.GetTypeInfo(property.PropertyType), field);
            foreach (var problem in found)
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> Items(JsonElement element, JsonTypeInfo type, string path)
    {
        var item = type.Options.GetTypeInfo(type.ElementType!);
        return element.EnumerateArray().SelectMany((value, index) => Problems(value, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")));
    }

    // "\ud800" alone is good JSON and no text.
    private static Problem[] Text(JsonElement element, string path)
    {
        try
        {
            element.GetString();
            return [];
        }
        catch (InvalidOperationException)
        {
            return [new("text.forbidden_character", path, "U+D800-DFFF")];
        }
    }

    private static Problem WrongType(string path, string expected) => new("request.wrong_type", path.Length == 0 ? "body" : path, expected);

    private static bool IsNullable(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static string NameOf(JsonTypeInfo type) => type switch
    {
        { Kind: JsonTypeInfoKind.Object } => "object",
        { Kind: JsonTypeInfoKind.Enumerable } => "array",
        _ when type.Type == typeof(string) => "string",
        _ when type.Type == typeof(int) || type.Type == typeof(int?) => "integer",
        _ when type.Type == typeof(bool) || type.Type == typeof(bool?) => "boolean",
        _ => throw new NotSupportedException($"No request has a member of type {type.Type.Name}; teach {nameof(JsonShape)} what it looks like."),
    };
}
