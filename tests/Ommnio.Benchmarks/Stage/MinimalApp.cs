using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Governing;
using Ommnio.Functions;
using Ommnio.Functions.Security;
using Ommnio.LocalHost.Processes;

namespace Ommnio.Benchmarks.Stage;

/// <summary>
/// The same use cases, bodies and answers in a minimal ASP.NET Core app: a process of its own with nothing between Kestrel and them,
/// not even a check of who calls.
/// </summary>
internal sealed class MinimalApp(ChildProcess process, Uri url) : IAsyncDisposable
{
    internal const string Command = "minimal-app";
    private const string Organisation = "BENCH_ORGANISATION";

    internal Uri Url => url;

    internal static async Task<MinimalApp> StartAsync(Product product, Company company, CancellationToken cancellationToken)
    {
        var url = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = ChildProcess.Start(new()
        {
            Program = "dotnet",
            Arguments = [typeof(MinimalApp).Assembly.Location, Command],
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = new Dictionary<string, string>(product.Settings) { [Organisation] = company.Id.Value },
            OnLine = line => _ = Uri.TryCreate(line, UriKind.Absolute, out var said) && url.TrySetResult(said),
        });
        await Task.WhenAny(url.Task, process.Exited).WaitAsync(cancellationToken);
        return url.Task.IsCompleted ? new(process, await url.Task) : throw new InvalidOperationException($"The minimal app did not start.\n{process.LastLines}");
    }

    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOmmnio(builder.Configuration);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var actor = new Actor(new(Environment.GetEnvironmentVariable(Organisation)!), null, WayIn.Api, null);
        var caller = new Caller(new("bench", actor.Organisation, [.. Enum.GetValues<Scope>()], [], null), actor);
        var (lookups, users) = (ActivatorUtilities.CreateInstance<Lookups>(app.Services), ActivatorUtilities.CreateInstance<Users>(app.Services));
        app.MapGet("/api/users/by-code/{*code}", (HttpRequest request) => AnswerAsync(request, lookups.GetUserByCode));
        app.MapPost("/api/users", (HttpRequest request) => AnswerAsync(request, users.RegisterUser));
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync(cancellationToken);

        Task<IResult> AnswerAsync(HttpRequest request, Func<HttpRequest, CancellationToken, Task<IResult>> function)
        {
            caller.AttachTo(request.HttpContext);
            return function(request, request.HttpContext.RequestAborted);
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
