using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ommnio.Storage.Tables;

/// <summary>
/// A span for each request to a table, in place of the SDK's and the HTTP client's own: those hold the whole address, in which stands
/// the row key, in which may stand a folded name. Of the address this takes the table's name alone.
/// </summary>
internal sealed class TableSpans : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var span = Begin(message.Request);
        ProcessNext(message, pipeline);
        End(span, message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var span = Begin(message.Request);
        await ProcessNextAsync(message, pipeline);
        End(span, message);
    }

    private static Activity? Begin(Request request)
    {
        if (!Telemetry.Source.HasListeners())
        {
            return null;
        }

        var address = request.Uri.ToUri().AbsolutePath;
        var table = address[(address.LastIndexOf('/') + 1)..];
        // A transaction has its own span (Telemetry.SubmitAsync).
        return table == "$batch" ? null : Telemetry.Source.StartActivity(NameOf(request.Method, table), ActivityKind.Client)?.SetTag("ommnio.table", table.Split('(', '%')[0]);
    }

    private static string NameOf(RequestMethod method, string table) =>
        method != RequestMethod.Get ? Telemetry.Write
        : table.Contains("PartitionKey", StringComparison.Ordinal) ? Telemetry.Read
        : Telemetry.Query;

    private static void End(Activity? span, HttpMessage message)
    {
        if (span is null || !message.HasResponse)
        {
            return;
        }

        span.SetTag("http.response.status_code", message.Response.Status);
        if (message.Response.Status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
