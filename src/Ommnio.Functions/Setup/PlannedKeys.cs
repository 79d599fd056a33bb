using System.Collections.Immutable;
using Ommnio.Core.Governing;

namespace Ommnio.Functions.Setup;

/// <summary>The document's API keys by name, with what each may do.</summary>
internal static class PlannedKeys
{
    private static readonly ImmutableDictionary<string, Scope> Scopes = Enum.GetValues<Scope>().ToImmutableDictionary(ScopeNames.Of);

    internal static (IReadOnlyDictionary<string, ImmutableHashSet<Scope>> Keys, IReadOnlyList<string> Problems) Read(IReadOnlyList<ApiKeyFile> said)
    {
        Dictionary<string, ImmutableHashSet<Scope>> keys = [];
        List<string> problems = [];
        foreach (var (index, key) in said.Index())
        {
            var unknown = (key.Scopes ?? []).Where(scope => !Scopes.ContainsKey(scope)).ToList();
            if (string.IsNullOrWhiteSpace(key.Name) || keys.ContainsKey(key.Name))
            {
                problems.Add($"apiKeys[{index}].name: every key needs a name of its own.");
            }
            else if (key.Scopes is not { Count: > 0 } || unknown.Count > 0)
            {
                problems.Add($"apiKeys[{index}].scopes: at least one of {string.Join(", ", Scopes.Keys.Order())}.");
            }
            else
            {
                keys[key.Name] = [.. key.Scopes.Select(scope => Scopes[scope])];
            }
        }

        return (keys, problems);
    }
}
