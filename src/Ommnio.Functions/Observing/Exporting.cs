using System.Globalization;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ommnio.Functions.Settings;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ommnio.Functions.Observing;

/// <summary>
/// Where telemetry goes: to Application Insights, to a collector, to both; or nowhere, and then none of it is made. Only our own
/// sources: spans of HTTP clients and SDKs hold whole addresses, with row keys and tokens in them.
/// </summary>
internal static class Exporting
{
    internal const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Ours = "Ommnio.*";

    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    internal static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var azure = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var (identity, ratio) = (configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"], Ratio(configuration));
        var (toAzure, toCollector) = (!string.IsNullOrEmpty(azure), configuration.Address(OtlpEndpoint) is not null);
        if (!toAzure && !toCollector)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("ommnio"));
        telemetry.WithTracing(traces =>
        {
            traces.AddSource(Ours);
            if (toAzure)
            {
                traces.AddAzureMonitorTraceExporter(exporter => Configure(exporter, azure!, identity));
            }

            if (toCollector)
            {
                traces.AddOtlpExporter();
            }

            // Last, over the exporter's own. The host's flag is not asked: it says whether the host keeps its own span.
            traces.SetSampler(new ParentBasedSampler(ratio, remoteParentSampled: ratio, remoteParentNotSampled: ratio));
        });
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Ours);
            if (toAzure)
            {
                metrics.AddAzureMonitorMetricExporter(exporter => Configure(exporter, azure!, identity));
            }

            if (toCollector)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (toCollector)
        {
            // To Application Insights the host brings them, as it does for any app.
            services.AddLogging(logs => logs.AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.AddOtlpExporter();
            }));
        }

        return services;
    }

    private static void Configure(AzureMonitorExporterOptions exporter, string connection, string? identity)
    {
        exporter.ConnectionString = connection;
        // It would ask all the time whether somebody watches.
        exporter.EnableLiveMetrics = false;
        if (identity is not null)
        {
            exporter.Credential = new ManagedIdentityCredential(ManagedIdentityOf(identity));
        }
    }

    // As the host reads it: Authorization=AAD, and ClientId=... for a user-assigned identity.
    private static ManagedIdentityId ManagedIdentityOf(string said) =>
        said.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith("ClientId=", StringComparison.OrdinalIgnoreCase)) is { } client
            ? ManagedIdentityId.FromUserAssignedClientId(client["ClientId=".Length..])
            : ManagedIdentityId.SystemAssigned;

    private static TraceIdRatioBasedSampler Ratio(IConfiguration configuration) =>
        configuration["OTEL_TRACES_SAMPLER_ARG"] is not { } said ? new(1)
        : double.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio <= 1 ? new(ratio)
        : throw configuration.Wrong("OTEL_TRACES_SAMPLER_ARG", "a number from 0 to 1");
}
