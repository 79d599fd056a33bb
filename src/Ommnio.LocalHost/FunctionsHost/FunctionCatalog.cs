using System.Text.Json;
using System.Text.RegularExpressions;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Reads the worker's metadata, and refuses what this host cannot do instead of leaving a function without its trigger.</summary>
internal static partial class FunctionCatalog
{
    public static IReadOnlyList<FunctionDescription> Read(IEnumerable<RpcFunctionMetadata> functions, IConfiguration hostJson, IConfiguration settings)
    {
        var prefix = (hostJson["extensions:http:routePrefix"] ?? "api").Trim('/');
        return [.. functions.Select(function => Describe(function, prefix, settings)).OrderBy(function => function.Name, StringComparer.Ordinal)];
    }

    private static FunctionDescription Describe(RpcFunctionMetadata function, string prefix, IConfiguration settings)
    {
        var bindings = function.RawBindings.Select(json => JsonSerializer.Deserialize<Binding>(json, JsonSerializerOptions.Web)!).ToList();
        if (bindings.Find(binding => binding.Type is not ("httpTrigger" or "queueTrigger" or "timerTrigger" or "http")) is { } unknown)
        {
            throw new InvalidOperationException($"Function {function.Name} has a binding of type '{unknown.Type}', which this host cannot serve.");
        }
        var trigger = bindings.SingleOrDefault(binding => binding.Type != "http")
            ?? throw new InvalidOperationException($"Function {function.Name} has no trigger.");
        return trigger.Type switch
        {
            "httpTrigger" => new FunctionDescription
            {
                Name = function.Name,
                Kind = FunctionKind.Http,
                Parameter = trigger.Name,
                Route = "/" + string.Join('/', new[] { prefix, (trigger.Route ?? function.Name).TrimStart('/') }.Where(part => part.Length > 0)),
                Methods = [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())],
            },
            "queueTrigger" => new FunctionDescription
            {
                Name = function.Name,
                Kind = FunctionKind.Queue,
                Parameter = trigger.Name,
                QueueName = Resolve(trigger.QueueName!, settings),
                Connection = string.IsNullOrEmpty(trigger.Connection) ? "AzureWebJobsStorage" : trigger.Connection,
                Content = ContentOf(trigger),
            },
            _ => new FunctionDescription
            {
                Name = function.Name,
                Kind = FunctionKind.Timer,
                Parameter = trigger.Name,
                Schedule = Resolve(trigger.Schedule!, settings),
                RunOnStartup = trigger.RunOnStartup,
            },
        };
    }

    private static QueueContent ContentOf(Binding trigger) =>
        trigger.Properties is { } properties && properties.TryGetValue("supportsDeferredBinding", out var deferred)
            && string.Equals(deferred.ToString(), "true", StringComparison.OrdinalIgnoreCase) ? QueueContent.WholeMessage
        : string.Equals(trigger.DataType, "binary", StringComparison.OrdinalIgnoreCase) ? QueueContent.Bytes
        : QueueContent.Text;

    private static string Resolve(string text, IConfiguration settings) => Placeholder().Replace(text, match =>
        settings[match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new InvalidOperationException($"The app setting '{match.Groups[1].Value}' is missing; a trigger names it as %{match.Groups[1].Value}%."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();

    private sealed record Binding(
        string Name, string Type, string? Route, IReadOnlyList<string>? Methods, string? QueueName, string? Connection, string? DataType,
        string? Schedule, bool RunOnStartup, IReadOnlyDictionary<string, JsonElement>? Properties);
}
