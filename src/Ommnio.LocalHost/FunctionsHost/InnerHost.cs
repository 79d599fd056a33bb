using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>What the two web servers inside this host have in common: one is for the world, one for the worker.</summary>
internal sealed class InnerHost : IHostLifetime
{
    public static WebApplicationBuilder NewBuilder(Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(configure).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRouting().AddSingleton<IHostLifetime, InnerHost>();
        return builder;
    }

    // They start and stop when told to; the usual lifetime would stop them on Ctrl-C before anything is drained.
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
