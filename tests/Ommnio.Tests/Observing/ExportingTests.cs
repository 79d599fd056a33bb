using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Functions.Observing;
using OpenTelemetry.Trace;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Observing;

public sealed class ExportingTests
{
    private static readonly (string, string) Azure = ("APPLICATIONINSIGHTS_CONNECTION_STRING", $"InstrumentationKey={Guid.Empty};IngestionEndpoint=https://127.0.0.1:1/");
    private static readonly (string, string) Identity = ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=33333333-3333-3333-3333-333333333333;Authorization=AAD");
    private static readonly (string, string) Collector = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1/");

    [Fact]
    public void Without_a_place_to_send_to_nothing_is_made() => Compose(("OTEL_TRACES_SAMPLER_ARG", "1")).GetService<TracerProvider>().ShouldBeNull();

    /// <summary>The host's span is often not recorded, and an exporter brings a sampler of its own: neither must lose ours.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trace_is_kept_whatever_the_host_did_with_its_own_span(bool isAzure)
    {
        using var services = isAzure ? Compose(Azure, Identity) : Compose(Collector);
        services.GetRequiredService<TracerProvider>().ShouldNotBeNull();

        foreach (var flags in (ActivityTraceFlags[])[ActivityTraceFlags.None, ActivityTraceFlags.Recorded])
        {
            using var span = Telemetry.Source.StartActivity("kept", ActivityKind.Internal, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true));
            span!.Recorded.ShouldBeTrue();
        }
    }

    [Fact]
    public void Only_our_own_spans_are_kept()
    {
        using var services = Compose(Collector);
        using var foreign = new ActivitySource("Azure.Data.Tables.TableClient");
        services.GetRequiredService<TracerProvider>().ShouldNotBeNull();

        foreign.HasListeners().ShouldBeFalse();
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("half")]
    public void A_ratio_that_cannot_be_is_named(string ratio) =>
        Should.Throw<InvalidOperationException>(() => Compose(Collector, ("OTEL_TRACES_SAMPLER_ARG", ratio))).Message.ShouldBe("The setting OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.");

    private static ServiceProvider Compose(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddTelemetry(configuration).BuildServiceProvider();
    }
}
