using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Ommnio.LocalHost.FunctionsHost.Rpc;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>
/// The functions' routes. A call goes two ways at once, the request to the worker's web server and the invocation over the stream;
/// they meet there by <c>x-ms-invocation-id</c>, and only both answers together say how it went.
/// </summary>
internal sealed class HttpFront(IHttpForwarder forwarder, ITransformBuilder transforms, Workers workers, WorkGate gate, CancellationToken hurry) : IDisposable
{
    private const string InvocationId = "x-ms-invocation-id";
    private static readonly TimeSpan LongestWaitForWorker = TimeSpan.FromSeconds(10);
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectCallback = async (connection, token) => new NetworkStream(await ConnectAsync(connection.DnsEndPoint, token), ownsSocket: true),
    });

    private readonly HttpTransformer _transformer = transforms.Create(context =>
    {
        context.AddXForwarded(ForwardedTransformActions.Set);
        context.AddXForwardedFor(action: ForwardedTransformActions.Append);
    });

    public void Map(WebApplication app, IReadOnlyList<FunctionDescription> functions)
    {
        app.Use(AnswerLikeTheRealHostAsync);
        foreach (var function in functions.Where(function => function.Kind == FunctionKind.Http))
        {
            RequestDelegate serve = context => ServeAsync(context, function);
            var endpoint = function.Methods.Count > 0 ? app.MapMethods(function.Route!, function.Methods, serve) : app.Map(function.Route!, serve);
            endpoint.WithMetadata(function);
        }
    }

    public void Dispose() => _client.Dispose();

    // A method that a route does not have is 404 there, not 405 as routing would have it.
    private static async Task AnswerLikeTheRealHostAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && context.GetEndpoint()?.Metadata is { Count: 0 })
        {
            context.Response.Headers.Allow = StringValues.Empty;
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task ServeAsync(HttpContext context, FunctionDescription function)
    {
        if (!gate.TryEnter())
        {
            Answer(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        // Not at the end of this method: the answer is then not sent yet, and who drains would stop the server under it.
        context.Response.OnCompleted(() =>
        {
            gate.Leave();
            return Task.CompletedTask;
        });
        try
        {
            if (await ReadyWorkerAsync(context) is not { } worker)
            {
                Answer(context, StatusCodes.Status503ServiceUnavailable);
            }
            else if (await CallAsync(context, function, worker) != StatusResult.Types.Status.Success)
            {
                Answer(context, StatusCodes.Status500InternalServerError);
            }
        }
        catch (WorkerLostException)
        {
            Answer(context, StatusCodes.Status502BadGateway);
        }
    }

    private async Task<Worker?> ReadyWorkerAsync(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, hurry);
        patience.CancelAfter(LongestWaitForWorker);
        try
        {
            return await workers.GetAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WorkerLostException)
        {
            return null;
        }
    }

    private async Task<StatusResult.Types.Status> CallAsync(HttpContext context, FunctionDescription function, Worker worker)
    {
        var id = Guid.NewGuid().ToString();
        context.Request.Headers[InvocationId] = id;
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, hurry);
        using var hopeless = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, worker.Lost);
        var invocation = worker.InvokeAsync(function.Name, Invocations.Http(function, id, context), cancelled.Token);
        var error = await forwarder.SendAsync(context, worker.HttpUri, _client, Config, _transformer, hopeless.Token);
        if (error != ForwarderError.None)
        {
            await cancelled.CancelAsync();
        }
        return (await invocation).Status;
    }

    // The worker's web server answers an empty 200 for a function that threw. What it has already sent cannot be taken back.
    private static void Answer(HttpContext context, int status)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = status;
        }
    }

    // The worker announces its web server a moment before that listens. Bounded, or a crash would be waited for.
    private static async Task<Socket> ConnectAsync(System.Net.DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(endpoint, cancellationToken);
                return socket;
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException || attempt == 10)
                {
                    throw;
                }
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
