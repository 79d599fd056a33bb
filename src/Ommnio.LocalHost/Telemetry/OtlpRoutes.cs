using Google.Protobuf;
using Ommnio.LocalHost.Telemetry.Otlp;

namespace Ommnio.LocalHost.Telemetry;

/// <summary>Where the worker's exporter sends to: OTLP over HTTP, as to any collector. Logs are on the console already, by the host.</summary>
internal static class OtlpRoutes
{
    private const string Protobuf = "application/x-protobuf";

    /// <summary>What a worker has to be told to send here, soon enough for somebody who watches.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> WorkerSettings(Uri url) =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", url.ToString()), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        new("OTEL_BSP_SCHEDULE_DELAY", "250"), new("OTEL_BLRP_SCHEDULE_DELAY", "250"), new("OTEL_METRIC_EXPORT_INTERVAL", "2000"),
    ];

    internal static void Map(WebApplication web, Action<IEnumerable<SeenSpan>> onSpans, Action<IEnumerable<SeenMetric>> onMetrics)
    {
        web.MapPost("/v1/traces", request => TakeAsync(request, bytes => onSpans(SeenSpan.Of(ExportTraces.Parser.ParseFrom(bytes)))));
        web.MapPost("/v1/metrics", request => TakeAsync(request, bytes => onMetrics(SeenMetric.Of(ExportMetrics.Parser.ParseFrom(bytes)))));
        web.MapPost("/v1/logs", request => TakeAsync(request, _ => { }));
    }

    private static async Task TakeAsync(HttpContext http, Action<byte[]> take)
    {
        // No page of a stranger can send this type without asking first.
        if (http.Request.ContentType != Protobuf)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        try
        {
            take(body.ToArray());
            http.Response.ContentType = Protobuf;
        }
        catch (InvalidProtocolBufferException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
