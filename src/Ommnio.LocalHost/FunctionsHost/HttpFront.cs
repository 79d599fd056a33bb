using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>
/// The functions' routes. A call goes two ways at once, the request to the worker's web server and the invocation over the stream;
/// they meet there by <c>x-ms-invocation-id</c>, and only both answers together say how it went.
/// </summary>
internal sealed class HttpFront(IHttpForwarder forwarder, ITransformBuilder transforms, Workers workers)
{
    private static readonly TimeSpan LongestWaitForWorker = TimeSpan.FromSeconds(10);
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };
    // Kestrel reads headers as UTF-8, here and in the worker; a client that writes ASCII alone would fail on what was taken in.
    private static readonly HttpMessageInvoker Client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 });

    private readonly HttpTransformer _transformer = transforms.Create(_ => { });

    public void MapTo(IEndpointRouteBuilder routes, IEnumerable<FunctionDescription> functions)
    {
        foreach (var function in functions.Where(function => function.Route is not null))
        {
            Delegate serve = (HttpContext context) => ServeAsync(context, function);
            _ = function.Methods.Count > 0 ? routes.MapMethods(function.Route!, function.Methods, serve) : routes.Map(function.Route!, serve);
        }
        // On the real host a method that a route does not have is 404. Routing would answer 405, if there were nothing here that takes every method.
        routes.MapFallback("{**path}", () => Results.NotFound());
    }

    private async Task ServeAsync(HttpContext context, FunctionDescription function)
    {
        var status = await CallAsync(context, function);
        // The worker's web server answers an empty 200 for a function that threw. What it has already sent cannot be taken back.
        if (status != StatusCodes.Status200OK && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = status;
        }
    }

    /// <returns>200 when all went well, whatever the function answered.</returns>
    private async Task<int> CallAsync(HttpContext context, FunctionDescription function)
    {
        var withoutWorker = StatusCodes.Status503ServiceUnavailable;
        try
        {
            var worker = await workers.GetAsync(LongestWaitForWorker, context.RequestAborted);
            withoutWorker = StatusCodes.Status502BadGateway;
            return await ForwardAsync(context, function, worker) ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        }
        catch (Exception e) when (e is WorkerLostException or TimeoutException or OperationCanceledException)
        {
            return withoutWorker;
        }
    }

    private async Task<bool> ForwardAsync(HttpContext context, FunctionDescription function, Worker worker)
    {
        var request = Invocations.Http(function, context.Request);
        context.Request.Headers["x-ms-invocation-id"] = request.InvocationId;
        var succeeds = worker.InvokeAsync(function, request, context.RequestAborted);
        await forwarder.SendAsync(context, worker.HttpUri.ToString(), Client, Config, _transformer);
        return await succeeds;
    }
}
