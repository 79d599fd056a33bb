using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.Azure.WebJobs;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>What the worker is told about one call, as the real host tells it.</summary>
internal static class Invocations
{
    public static InvocationRequest Http(FunctionDescription function, string id, HttpContext context)
    {
        var request = New(function, id, new TypedData { Http = new RpcHttp() });
        // Parameters such as "string id" are bound from here, not from the worker's own routing. Route values win over the query.
        foreach (var (name, value) in context.Request.Query.Where(parameter => parameter.Key != "code"))
        {
            request.TriggerMetadata[name] = Text(value.ToString());
        }
        foreach (var (name, value) in context.Request.RouteValues.Where(parameter => parameter.Value is not null))
        {
            request.TriggerMetadata[name] = Text(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
        request.TriggerMetadata["Query"] = Json(context.Request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString()));
        request.TriggerMetadata["Headers"] = Json(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        return request;
    }

    public static InvocationRequest Queue(FunctionDescription function, QueueMessage message)
    {
        var request = New(function, Guid.NewGuid().ToString(), function.Content switch
        {
            QueueContent.Bytes => new TypedData { Bytes = ByteString.CopyFrom(message.Body) },
            QueueContent.WholeMessage => new TypedData { ModelBindingData = Whole(message) },
            _ => Text(message.Body.ToString()),
        });
        var metadata = request.TriggerMetadata;
        metadata["QueueTrigger"] = Text(message.Body.ToString());
        metadata["Id"] = Text(message.MessageId);
        metadata["PopReceipt"] = Text(message.PopReceipt);
        metadata["DequeueCount"] = Json(message.DequeueCount);
        metadata["InsertionTime"] = Json(message.InsertedOn);
        metadata["ExpirationTime"] = Json(message.ExpiresOn);
        metadata["NextVisibleTime"] = Json(message.NextVisibleOn);
        AddProperties(metadata, message.Body);
        return request;
    }

    public static InvocationRequest Timer(FunctionDescription function, TimerInfo? timer)
    {
        var status = timer?.ScheduleStatus;
        return New(function, Guid.NewGuid().ToString(), Json(new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = status is null ? null : new { status.Last, status.LastUpdated, status.Next },
            IsPastDue = timer?.IsPastDue ?? false,
        }));
    }

    private static InvocationRequest New(FunctionDescription function, string id, TypedData input) => new()
    {
        InvocationId = id,
        InputData = { new ParameterBinding { Name = function.Parameter, Data = input } },
        // The worker throws when it is absent, not when it is empty.
        TraceContext = new RpcTraceContext { TraceParent = Activity.Current?.Id ?? "", TraceState = Activity.Current?.TraceStateString ?? "" },
    };

    // The real host does so too, and lets a property "Id" of the content hide the id of the message.
    private static void AddProperties(MapField<string, TypedData> metadata, BinaryData body)
    {
        try
        {
            using var content = JsonDocument.Parse(body);
            foreach (var property in content.RootElement.ValueKind == JsonValueKind.Object ? content.RootElement.EnumerateObject() : default)
            {
                var name = metadata.Keys.FirstOrDefault(key => string.Equals(key, property.Name, StringComparison.OrdinalIgnoreCase)) ?? property.Name;
                metadata[name] = property.Value.ValueKind == JsonValueKind.String
                    ? Text(property.Value.GetString()!)
                    : new TypedData { Json = property.Value.GetRawText() };
            }
        }
        catch (JsonException)
        {
            // A message need not be JSON.
        }
    }

    private static ModelBindingData Whole(QueueMessage message) => new()
    {
        Version = "1.0",
        Source = "AzureStorageQueues",
        ContentType = "application/json",
        Content = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(message)),
    };

    private static TypedData Text(string text) => new() { String = text };

    // Also for numbers: the worker does not take the contract's own int and double.
    private static TypedData Json<T>(T value) => new() { Json = JsonSerializer.Serialize(value) };
}
