using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>What the worker is told about one call, as the real host tells it.</summary>
internal static class Invocations
{
    public static InvocationRequest Http(FunctionDescription function, HttpRequest http)
    {
        var request = New(function, new TypedData { Http = new RpcHttp() });
        // Parameters such as "string id" are bound from here, not from the worker's own routing. Route values win over the query.
        var query = http.Query.Where(parameter => parameter.Key != "code").Select(parameter => KeyValuePair.Create(parameter.Key, (object?)parameter.Value));
        foreach (var (name, value) in query.Concat(http.RouteValues).Where(parameter => parameter.Value is not null))
        {
            request.TriggerMetadata[name] = Text(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
        return request;
    }

    public static InvocationRequest Queue(FunctionDescription function, QueueMessage message)
    {
        var request = New(function, Text(message.Body.ToString()));
        request.TriggerMetadata["Id"] = Text(message.MessageId);
        request.TriggerMetadata["DequeueCount"] = Json(message.DequeueCount);
        return request;
    }

    // No status: a laptop does not keep schedules, nor catches up on what it slept through.
    public static InvocationRequest Timer(FunctionDescription function) =>
        New(function, Json(new { Schedule = new { AdjustForDST = true }, ScheduleStatus = (object?)null, IsPastDue = false }));

    private static InvocationRequest New(FunctionDescription function, TypedData input) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        InputData = { new ParameterBinding { Name = function.Parameter, Data = input } },
    };

    private static TypedData Text(string text) => new() { String = text };

    // Also for numbers: the worker does not take the contract's own int and double.
    private static TypedData Json<T>(T value) => new() { Json = JsonSerializer.Serialize(value) };
}
