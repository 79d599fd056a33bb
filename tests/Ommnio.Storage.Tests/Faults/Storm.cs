using System.Collections.Concurrent;
using Azure.Core;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>
/// Any request may go wrong, at a rate, as a seed decides: never sent, carried out and its answer lost, refused by 503 or 500 before
/// or after it was carried out, timed out, overtaken by others, or made by a process that dies before it learns what came of it.
/// </summary>
internal sealed class Storm(double rate, int seed)
{
    private readonly Random random = new(seed);
    private readonly ConcurrentDictionary<string, bool> dead = [];
    private int requests;
    private int faults;

    public int Requests => requests;

    /// <summary>How many requests met one.</summary>
    public int Faults => faults;

    public async ValueTask StrikeAsync(HttpMessage message, Func<ValueTask> send)
    {
        Interlocked.Increment(ref requests);
        // Its client's tries bear the same id: for a process that is dead there is no other.
        if (dead.ContainsKey(message.Request.ClientRequestId))
        {
            throw new IOException("the process is dead");
        }

        var (strikes, fault, late) = Roll();
        if (!strikes)
        {
            await send();
            return;
        }

        Interlocked.Increment(ref faults);
        switch (fault)
        {
            case 0:
                throw new IOException("broken before it was sent");
            case 1:
                await send();
                throw new IOException("the answer was lost");
            case 2:
                message.Response = new CannedResponse(503, message.Request.ClientRequestId);
                break;
            case 3:
                message.Response = new CannedResponse(500, message.Request.ClientRequestId);
                break;
            case 4:
                await send();
                message.Response = new CannedResponse(500, message.Request.ClientRequestId);
                break;
            case 5:
                await (late % 2 == 0 ? send() : ValueTask.CompletedTask);
                throw new TaskCanceledException("timed out");
            case 6:
                dead[message.Request.ClientRequestId] = true;
                await (late % 2 == 0 ? send() : ValueTask.CompletedTask);
                throw new IOException("the process died");
            default:
                await Task.Delay(late);
                await send();
                break;
        }
    }

    private (bool Strikes, int Fault, int Late) Roll()
    {
        lock (random)
        {
            return (random.NextDouble() < rate, random.Next(8), random.Next(1, 30));
        }
    }
}
