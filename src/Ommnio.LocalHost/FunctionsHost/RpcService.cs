using System.Collections.Concurrent;
using Grpc.Core;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Where workers dial in; each stream is handed to the channel that was made for that worker.</summary>
internal sealed class RpcService : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _expected = [];

    public void Expect(string workerId, WorkerChannel channel) => _expected[workerId] = channel;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken)
            && requestStream.Current.StartStream is { } start
            && _expected.TryRemove(start.WorkerId, out var channel))
        {
            await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
    }
}
