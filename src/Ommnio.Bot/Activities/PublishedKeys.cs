using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Bot.Activities;

/// <summary>
/// An issuer's signing keys, the channels' or those of the page's sign-in, kept for half a day. A key that is not known asks for
/// them anew and waits for the answer, so that a rotation costs no good token; at most once in five minutes, so that made-up keys
/// cannot make us call.
/// </summary>
public sealed class PublishedKeys(Func<CancellationToken, Task<JsonWebKeySet>> read, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Known? known;
    private DateTimeOffset nextTry = DateTimeOffset.MinValue;

    /// <summary>Null: nobody published such a key.</summary>
    /// <exception cref="KeysUnreachableException">No keys were ever read, and now they cannot be.</exception>
    public async Task<JsonWebKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (known is { } fresh && fresh.Until > time.GetUtcNow() && fresh.Find(id) is { } key)
        {
            return key;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() >= nextTry)
            {
                await RefreshAsync(cancellationToken);
            }

            return known is { } now ? now.Find(id) : throw new KeysUnreachableException("The issuer's keys could not be read a moment ago.");
        }
        finally
        {
            gate.Release();
        }
    }

    // Old keys are better than none: while the server does not answer, what was read before is believed.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var set = await read(cancellationToken);
            known = new(set.Keys, time.GetUtcNow() + Life);
            nextTry = time.GetUtcNow() + Pause;
        }
        catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
        {
            nextTry = time.GetUtcNow() + PauseAfterFailure;
            if (known is null)
            {
                throw new KeysUnreachableException("The issuer's keys cannot be read.", unreachable);
            }
        }
    }

    public void Dispose() => gate.Dispose();

    private sealed record Known(IEnumerable<JsonWebKey> Keys, DateTimeOffset Until)
    {
        internal JsonWebKey? Find(string id) => Keys.FirstOrDefault(key => key.Kid == id);
    }
}

/// <summary>Whether a token is good cannot be told now: worth repeating, and no fault of the caller.</summary>
public sealed class KeysUnreachableException : Exception
{
    public KeysUnreachableException()
    {
    }

    public KeysUnreachableException(string message)
        : base(message)
    {
    }

    public KeysUnreachableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
