namespace Ommnio.Benchmarks.Speed;

/// <summary>One round: the median of our calls in it, and of the other side's.</summary>
internal sealed record Round(double Ours, double Against)
{
    public double Ratio => Ours / Against;
}

/// <summary>What is published.</summary>
/// <param name="Ratio">The median of the rounds' ratios.</param>
/// <param name="Ours">In <paramref name="Unit"/>, of that round; so is <paramref name="Against"/>.</param>
/// <param name="Samples">The ratio of each round.</param>
internal sealed record Figure(string Name, double Ratio, double Target, double Ours, double Against, string Unit, IReadOnlyList<double> Samples)
{
    /// <summary>What stands on the two sides.</summary>
    public required string What { get; init; }

    /// <summary>Of throughput more is better.</summary>
    public bool IsAtLeast { get; init; }

    public bool IsMet => IsAtLeast ? Ratio >= Target : Ratio <= Target;

    internal static Figure Of(string name, string what, string unit, IReadOnlyList<Round> rounds, double target, bool atLeast = false)
    {
        // The round in the middle, so that the two numbers beside the ratio are those that it came from.
        var middle = rounds.OrderBy(round => round.Ratio).ElementAt(rounds.Count / 2);
        return new(name, Math.Round(middle.Ratio, 3), target, Math.Round(middle.Ours, 3), Math.Round(middle.Against, 3), unit, [.. rounds.Select(round => Math.Round(round.Ratio, 3))])
        {
            What = what,
            IsAtLeast = atLeast,
        };
    }
}

internal static class Median
{
    internal static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
