using System.Text.Json;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>One function as the worker reported it, fired by a route, a queue or a schedule.</summary>
/// <param name="Parameter">What the function calls that which fires it.</param>
/// <param name="Route">With the route prefix of host.json, for instance <c>/api/users/{id:guid}</c>.</param>
/// <param name="Methods">In capitals; empty means every method.</param>
public sealed record FunctionDescription(
    string Name, string Parameter, string? Route, IReadOnlyList<string> Methods, string? QueueName, string? Connection, string? Schedule, bool RunOnStartup)
{
    /// <exception cref="InvalidOperationException">This host cannot serve it, and does not leave it without its trigger in silence.</exception>
    internal static FunctionDescription Read(RpcFunctionMetadata function, FunctionsApp app)
    {
        var bindings = function.RawBindings.Select(json => JsonSerializer.Deserialize<Binding>(json, JsonSerializerOptions.Web)!).ToList();
        if (bindings.Find(binding => binding.Type is not ("httpTrigger" or "queueTrigger" or "timerTrigger" or "http")) is { } unknown)
        {
            throw new InvalidOperationException($"Function {function.Name} has a binding of type '{unknown.Type}', which this host cannot serve.");
        }
        var trigger = bindings.SingleOrDefault(binding => binding.Type != "http")
            ?? throw new InvalidOperationException($"Function {function.Name} has no trigger.");
        if (trigger is { Type: "queueTrigger", IsText: false })
        {
            throw new InvalidOperationException($"Function {function.Name} does not take its queue message as text (a string, or a type of its own for JSON), which is all that this host passes.");
        }
        var names = new DefaultNameResolver(app.Settings);
        return new(
            function.Name,
            trigger.Name,
            trigger.Type == "httpTrigger" ? Path(app.HostJson["extensions:http:routePrefix"] ?? "api", trigger.Route ?? function.Name) : null,
            [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())],
            names.ResolveWholeString(trigger.QueueName),
            trigger.Connection,
            names.ResolveWholeString(trigger.Schedule),
            trigger.RunOnStartup);
    }

    private static string Path(string prefix, string route) => "/" + $"{prefix.Trim('/')}/{route.TrimStart('/')}".TrimStart('/');

    private sealed record Binding(
        string Name, string Type, string? Route, IReadOnlyList<string>? Methods, string? QueueName, string? Connection, string? DataType,
        string? Schedule, bool RunOnStartup, IReadOnlyDictionary<string, JsonElement>? Properties)
    {
        // Bytes say so; the SDK's own types (QueueMessage, BinaryData) are made in the worker, from the whole message.
        public bool IsText => !string.Equals(DataType, "binary", StringComparison.OrdinalIgnoreCase) && Properties?.ContainsKey("supportsDeferredBinding") != true;
    }
}
