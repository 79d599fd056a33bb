using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ommnio.ContractApp;

// A way to see what a host makes of a worker that cannot start.
if (Journal.IsReleased("refusal"))
{
    await Console.Error.WriteLineAsync("refusing to start");
    return 9;
}

var builder = FunctionsApplication.CreateBuilder(args);
if (Environment.GetEnvironmentVariable("WITHOUT_WEB_SERVER") is null)
{
    builder.ConfigureFunctionsWebApplication();
}
builder.Services.AddSingleton<IFunctionMetadataProvider>(new ReportedFunctions(new GeneratedFunctionMetadataProvider()));
await builder.Build().RunAsync();
return 0;
