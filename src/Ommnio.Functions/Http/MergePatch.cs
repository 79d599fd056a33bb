using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ommnio.Functions.Http;

/// <summary>A JSON merge patch (RFC 7396) on flat things: what is named replaces, null empties; lists and objects are one value each.</summary>
internal static class MergePatch
{
    internal const string MediaType = "application/merge-patch+json";

    internal static T Apply<T>(T before, JsonObject members, JsonTypeInfo<T> type) where T : class
    {
        var after = JsonSerializer.SerializeToNode(before, type)!.AsObject();
        foreach (var (name, value) in members)
        {
            after[name] = value?.DeepClone();
        }

        return after.Deserialize(type)!;
    }

    internal static T Apply<T>(T before, byte[] members, JsonTypeInfo<T> type) where T : class => Apply(before, JsonNode.Parse(members)!.AsObject(), type);
}
