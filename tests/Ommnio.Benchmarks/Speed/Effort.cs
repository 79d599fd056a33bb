namespace Ommnio.Benchmarks.Speed;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Samples of each figure, never fewer than five.</param>
/// <param name="Calls">Calls of each side in a round.</param>
internal sealed record Effort(bool IsQuick, int Rounds, int Calls)
{
    internal static Effort Quick { get; } = new(true, 5, 40);

    internal static Effort Whole { get; } = new(false, 9, 200);

    /// <summary>Calls before anything is measured, until the compiler has done its second look.</summary>
    internal int WarmUp => (IsQuick ? 2 : 10) * Calls;
}
