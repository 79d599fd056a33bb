using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ommnio.Functions;
using Ommnio.Functions.Http;
using Ommnio.Functions.Observing;
using Ommnio.Functions.Security;
using Ommnio.Functions.Settings;
using Ommnio.Functions.Setup;
using Ommnio.Storage;

if (args is ["organisation", "create", ..])
{
    return await CreateOrganisation.RunAsync(Console.In, Console.Out, Console.Error);
}

if (args is ["organisation", "key", ..])
{
    return await MakeKey.RunAsync(args[2..], Console.Out, Console.Error);
}

if (args is ["organisation", "copy" or "hand-over", ..])
{
    return await MoveOrganisation.RunAsync(args[1..], Console.Out, Console.Error);
}

var builder = FunctionsApplication.CreateBuilder(args);
UnsafeSettings.Refuse(builder.Configuration, builder.Environment);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<Correlation>();
builder.UseMiddleware<LastResort>();
builder.UseMiddleware<Authentication>();
// Four lines for every request, each a message to the host, with paths that may hold a token.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddOmmnio(builder.Configuration);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddChat(builder.Configuration, builder.Environment.IsDevelopment());
var app = builder.Build();

// In Azure, Bicep makes tables and queues; nothing there talks to the network during start-up.
if (app.Services.GetRequiredService<IHostEnvironment>().IsDevelopment())
{
    await app.Services.GetRequiredService<StorageSetup>().EnsureAsync(CancellationToken.None);
}

await app.RunAsync();
return 0;
