using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.Functions.Http;
using Ommnio.Functions.Wire;
using Ommnio.Storage;

namespace Ommnio.Functions;

/// <summary>What the service says of itself.</summary>
public sealed partial class Service(StorageSetup storage, ILogger<Service> logger)
{
    private static readonly byte[] Document = ReadDocument();

    [Function(nameof(Health))]
    public async Task<IResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await storage.CheckAsync(patience.Token);
            return Say("healthy", StatusCodes.Status200OK);
        }
        catch (Exception down) when (down is RequestFailedException or AuthenticationFailedException or AggregateException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Log.Unhealthy(logger, down);
            return Say("unhealthy", StatusCodes.Status503ServiceUnavailable);
        }
    }

    [Function(nameof(OpenApi))]
    public IResult OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) => new JsonAnswer(StatusCodes.Status200OK, Document);

    private static JsonAnswer Say(string status, int code) => new(code, JsonSerializer.SerializeToUtf8Bytes(new(status), WireJson.Plain.HealthAnswer));

    private static byte[] ReadDocument()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Storage does not answer")]
        internal static partial void Unhealthy(ILogger logger, Exception down);
    }
}
