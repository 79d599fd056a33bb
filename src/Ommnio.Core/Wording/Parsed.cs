namespace Ommnio.Core.Wording;

/// <summary>What reading a raw value gave: the value, or the problem that says why not. Exactly one of them is set.</summary>
public readonly record struct Parsed<T>(T? Value, Problem? Problem) where T : class
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Problem problem) => new(null, problem);
}
