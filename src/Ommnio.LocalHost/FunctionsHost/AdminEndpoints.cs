using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http.Features;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary><c>POST /admin/functions/{name}</c> fires a queue or timer function by hand, as on the real host.</summary>
internal sealed partial class AdminEndpoints(
    IReadOnlyList<FunctionDescription> functions, Workers workers, WorkGate gate, ILogger logger, CancellationToken hurry)
{
    public void Map(WebApplication app) => app.MapPost("/admin/functions/{name}", FireAsync);

    private async Task<IResult> FireAsync(string name, HttpRequest request)
    {
        if (functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } function)
        {
            return Results.NotFound();
        }
        if (function.Kind == FunctionKind.Http)
        {
            return Results.Problem($"{function.Name} is an HTTP function: call {function.Route}.", statusCode: StatusCodes.Status400BadRequest);
        }
        var hasBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
        // Only JSON: a form on a stranger's page can post to this address too, but not with this content type.
        if (hasBody && !request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        string? input;
        try
        {
            input = hasBody ? (await request.ReadFromJsonAsync<FireRequest>(request.HttpContext.RequestAborted))?.Input : null;
        }
        catch (JsonException)
        {
            return Results.Problem("The body is not {\"input\": \"...\"}.", statusCode: StatusCodes.Status400BadRequest);
        }
        if (!gate.TryEnter())
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        _ = RunAsync(function, input ?? "");
        return Results.Accepted();
    }

    private async Task RunAsync(FunctionDescription function, string input)
    {
        try
        {
            var worker = await workers.GetAsync(hurry);
            var request = function.Kind == FunctionKind.Queue ? Invocations.Queue(function, Message(input)) : Invocations.Timer(function, null);
            var result = await worker.InvokeAsync(function.Name, request, hurry);
            Log.Ended(logger, function.Name, result.Status);
        }
        catch (Exception e) when (e is WorkerLostException or OperationCanceledException)
        {
            Log.Lost(logger, function.Name, e.Message);
        }
        finally
        {
            gate.Leave();
        }
    }

    private static QueueMessage Message(string input) => QueuesModelFactory.QueueMessage(
        messageId: Guid.NewGuid().ToString(), popReceipt: "", body: BinaryData.FromString(input), dequeueCount: 1);

    private sealed record FireRequest(string? Input);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Function}, fired by hand, ended: {Status}.")]
        public static partial void Ended(ILogger logger, string function, StatusResult.Types.Status status);

        [LoggerMessage(LogLevel.Error, "{Function}, fired by hand, did not end: {Reason}")]
        public static partial void Lost(ILogger logger, string function, string reason);
    }
}
