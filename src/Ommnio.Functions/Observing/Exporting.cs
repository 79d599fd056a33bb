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
        var places = new Places(
            configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection ? connection : null,
            configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"],
            configuration.Address(OtlpEndpoint) is not null,
            Ratio(configuration));
        // Apart, so that without a place to send to not even the packages are loaded: a cold start would feel it.
        return places is { Azure: null, HasCollector: false } ? services : Add(services, places);
    }

    private static IServiceCollection Add(IServiceCollection services, Places places)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("ommnio"));
        telemetry.WithTracing(traces => Trace(traces.AddSource(Ours), places));
        telemetry.WithMetrics(metrics => Measure(metrics.AddMeter(Ours), places));
        if (places.HasCollector)
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

    private static void Trace(TracerProviderBuilder traces, Places places)
    {
        if (places.Azure is not null)
        {
            traces.AddAzureMonitorTraceExporter(exporter => Configure(exporter, places));
        }

        if (places.HasCollector)
        {
            traces.AddOtlpExporter();
        }

        // Last, over the exporter's own. The host's flag is not asked: it says whether the host keeps its own span.
        var ratio = new TraceIdRatioBasedSampler(places.Ratio);
        traces.SetSampler(new ParentBasedSampler(ratio, remoteParentSampled: ratio, remoteParentNotSampled: ratio));
    }

    private static void Measure(MeterProviderBuilder metrics, Places places)
    {
        if (places.Azure is not null)
        {
            metrics.AddAzureMonitorMetricExporter(exporter => Configure(exporter, places));
        }

        if (places.HasCollector)
        {
            metrics.AddOtlpExporter();
        }
    }

    private static void Configure(AzureMonitorExporterOptions exporter, Places places)
    {
        exporter.ConnectionString = places.Azure;
        // It would ask all the time whether somebody watches.
        exporter.EnableLiveMetrics = false;
        if (places.Identity is { } identity)
        {
            exporter.Credential = new ManagedIdentityCredential(ManagedIdentityOf(identity));
        }
    }

    // As the host reads it: Authorization=AAD, and ClientId=... for a user-assigned identity.
    private static ManagedIdentityId ManagedIdentityOf(string said) =>
        said.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith("ClientId=", StringComparison.OrdinalIgnoreCase)) is { } client
            ? ManagedIdentityId.FromUserAssignedClientId(client["ClientId=".Length..])
            : ManagedIdentityId.SystemAssigned;

    private static double Ratio(IConfiguration configuration) =>
        configuration["OTEL_TRACES_SAMPLER_ARG"] is not { } said ? 1
        : double.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio <= 1 ? ratio
        : throw configuration.Wrong("OTEL_TRACES_SAMPLER_ARG", "a number from 0 to 1");

    /// <param name="Azure">The connection string of Application Insights.</param>
    /// <param name="Identity">By which identity, as the host reads it.</param>
    /// <param name="Ratio">The part of all traces that is kept.</param>
    private sealed record Places(string? Azure, string? Identity, bool HasCollector, double Ratio);
}
