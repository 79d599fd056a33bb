namespace Ommnio.Storage.Tables;

/// <summary>Where a walk stands: a place in the order, and what is met there, one of each way that leads to it.</summary>
internal sealed record Stop<T>(string Place, IReadOnlyList<T> Met);

/// <summary>A walk through things in the order of their places, each place once. It stands nowhere until it is sent somewhere.</summary>
internal interface IWalk<T>
{
    /// <summary>Null before the first and after the last.</summary>
    Stop<T>? Here { get; }

    /// <summary>Goes to the first thing at a place or beyond it; never back.</summary>
    ValueTask ReachAsync(string place, CancellationToken cancellationToken);
}

/// <summary>Every place where any of the walks meets something, once, with all that is met there.</summary>
internal sealed class Union<T>(IReadOnlyList<IWalk<T>> walks) : IWalk<T>
{
    // A Team Administrator may have hundreds of teams: the storage is not asked for all of them at the same moment.
    private const int MostAtOnce = 16;

    public Stop<T>? Here { get; private set; }

    public async ValueTask ReachAsync(string place, CancellationToken cancellationToken)
    {
        foreach (var some in walks.Chunk(MostAtOnce))
        {
            await Task.WhenAll(some.Select(walk => walk.ReachAsync(place, cancellationToken).AsTask()));
        }

        var stops = walks.Select(walk => walk.Here).OfType<Stop<T>>().ToList();
        var next = stops.Select(stop => stop.Place).Min(StringComparer.Ordinal);
        Here = next is null ? null : new(next, [.. stops.Where(stop => stop.Place == next).SelectMany(stop => stop.Met)]);
    }
}

/// <summary>
/// The places where all of the walks meet something, by leaps: whoever is behind is sent to where the furthest stands, and what lies
/// between is not walked. One leap at a time, so that a reader may stop after any of them and go on from there later.
/// </summary>
internal sealed class Intersection<T>(IReadOnlyList<IWalk<T>> walks, string from)
{
    /// <summary>Where the next leap starts: all before it is done.</summary>
    internal string From { get; private set; } = from;

    internal bool IsOver { get; private set; }

    /// <summary>What the first walk meets at the next place that may be of all; null when it is not, or when it is over.</summary>
    internal async ValueTask<Stop<T>?> LeapAsync(CancellationToken cancellationToken)
    {
        foreach (var walk in walks)
        {
            await walk.ReachAsync(From, cancellationToken);
            if (walk.Here is not { } stop)
            {
                IsOver = true;
                return null;
            }

            From = stop.Place;
        }

        // Each went at least as far as the one before it, so where the first and the last stand together, all do.
        if (walks[0].Here!.Place != From)
        {
            return null;
        }

        From = Keys.Beyond(From);
        return walks[0].Here;
    }
}
