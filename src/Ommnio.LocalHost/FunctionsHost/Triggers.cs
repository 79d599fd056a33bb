using System.Reflection;
using System.Reflection.Emit;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.WebJobs;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>
/// Queues and timers. The WebJobs SDK, which is the engine of the real host, polls, retries, poisons and keeps the time. It finds triggers
/// as attributes on methods, so each function gets one, made at run time, that passes its name and value on. The real host does the same.
/// </summary>
internal sealed class Triggers(Workers workers) : ITypeLocator
{
    // The real host waits up to a minute on an idle queue. On a laptop somebody sits and waits for what the message brings.
    private static readonly TimeSpan LongestPollingPause = TimeSpan.FromSeconds(1);

    private List<FunctionDescription> _functions = [];

    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Host.ConfigureWebJobs(jobs => jobs.AddAzureStorageQueues(queues => queues.MaxPollingInterval = LongestPollingPause).AddTimers());
        // Only asked for by the monitor that keeps schedules in blobs. It is not used: a laptop does not catch up on what it slept through.
        builder.Services.AddSingleton<DistributedLockManagerContainerProvider>();
        builder.Services.AddSingleton<Triggers>().AddSingleton<ITypeLocator>(services => services.GetRequiredService<Triggers>());
    }

    /// <summary>Has them served, and fired by hand at <c>POST /admin/functions/{name}</c>: as on the real host, but answered when the function has ended.</summary>
    public void MapTo(IEndpointRouteBuilder routes, IEnumerable<FunctionDescription> functions)
    {
        _functions = [.. functions.Where(function => function.Route is null)];
        foreach (var function in _functions)
        {
            routes.MapPost($"/admin/functions/{function.Name}", (HttpRequest request) => FireAsync(function, request));
        }
    }

    public IReadOnlyList<Type> GetTypes()
    {
        // Each host has an assembly of its own: a static field in it is that host's alone.
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Triggers"), AssemblyBuilderAccess.Run).DefineDynamicModule("Triggers").DefineType("Triggers", TypeAttributes.Public);
        var field = type.DefineField("Run", typeof(Func<string, object, CancellationToken, Task>), FieldAttributes.Public | FieldAttributes.Static);
        _functions.ForEach(function => Define(type, field, function));
        var defined = type.CreateType();
        defined.GetField(field.Name)!.SetValue(null, (Func<string, object, CancellationToken, Task>)RunAsync);
        return [defined];
    }

    private static void Define(TypeBuilder type, FieldInfo field, FunctionDescription function)
    {
        var value = function.QueueName is null ? typeof(TimerInfo) : typeof(QueueMessage);
        var method = type.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, typeof(Task), [value, typeof(CancellationToken)]);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>(function.Name));
        method.DefineParameter(1, ParameterAttributes.None, "value").SetCustomAttribute(function.QueueName is { } queue
            ? Attribute<QueueTriggerAttribute>(queue, ("Connection", function.Connection))
            : Attribute<TimerTriggerAttribute>(function.Schedule!, ("RunOnStartup", function.RunOnStartup), ("UseMonitor", false)));
        method.DefineParameter(2, ParameterAttributes.None, "cancellationToken");
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldsfld, field);
        code.Emit(OpCodes.Ldstr, function.Name);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Callvirt, field.FieldType.GetMethod("Invoke")!);
        code.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder Attribute<T>(string argument, params (string Name, object? Value)[] properties) => new(
        typeof(T).GetConstructor([typeof(string)])!, [argument],
        [.. properties.Select(property => typeof(T).GetProperty(property.Name)!)], [.. properties.Select(property => property.Value)]);

    private async Task<IResult> FireAsync(FunctionDescription function, HttpRequest request)
    {
        // JSON or refused: a form on a stranger's page can post to this address too, but not with this content type.
        if (request.ContentType is not null && !request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        var body = request.ContentType is null ? null : await request.ReadFromJsonAsync<FireRequest>(request.HttpContext.RequestAborted);
        await RunAsync(function.Name, QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "", BinaryData.FromString(body?.Input ?? ""), 1), request.HttpContext.RequestAborted);
        return Results.Accepted();
    }

    private async Task RunAsync(string name, object value, CancellationToken cancellationToken)
    {
        var function = _functions.Single(function => function.Name == name);
        var worker = await workers.GetAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        var request = function.QueueName is null ? Invocations.Timer(function) : Invocations.Queue(function, (QueueMessage)value);
        if (!await worker.InvokeAsync(function, request, cancellationToken))
        {
            // Tells the SDK to try again. The worker has logged the error itself.
            throw new InvalidOperationException($"{name} failed.");
        }
    }

    private sealed record FireRequest(string? Input);
}
