using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.LocalHost.Telemetry;

namespace Ommnio.EndToEnd.Tests.Observing;

/// <summary>What a collector of OpenTelemetry gets from the worker, whole and as it is read, and the spans of the host above it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly ActivityListener host;

    private Collector()
    {
        web = InnerHost.NewBuilder(kestrel => kestrel.Listen(IPAddress.Loopback, 0)).Build();
        web.Use(KeepAsync);
        OtlpRoutes.Map(web, spans => Add(spans), metrics => Add(metrics));
        host = HostSpans.Listen(span => Add([span]));
    }

    public ConcurrentQueue<SeenSpan> Spans { get; } = [];

    /// <summary>The last value of each series.</summary>
    public ConcurrentDictionary<string, SeenMetric> Metrics { get; } = [];

    /// <summary>What came over the wire, field for field, by its path. Texts stand in it as they are.</summary>
    public ConcurrentQueue<(string Path, string Text)> Bodies { get; } = [];

    public Uri Url => new(web.Urls.Single());

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var collector = new Collector();
        await collector.web.StartAsync(cancellationToken);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        host.Dispose();
        await web.StopAsync(TimeSpan.FromSeconds(1));
        await web.DisposeAsync();
    }

    private async Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        Bodies.Enqueue((context.Request.Path, await reader.ReadToEndAsync()));
        context.Request.Body.Position = 0;
        await next(context);
    }

    private void Add(IEnumerable<SeenSpan> spans)
    {
        foreach (var span in spans)
        {
            Watch.Saw($"span of {span.Source}", $"{span.Name} {string.Join(' ', span.Tags)}");
            Spans.Enqueue(span);
        }
    }

    private void Add(IEnumerable<SeenMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            Metrics[$"{metric.Name}{{{string.Join(',', metric.Tags.OrderBy(tag => tag.Key).Select(tag => $"{tag.Key}={tag.Value}"))}}}"] = metric;
        }
    }
}
