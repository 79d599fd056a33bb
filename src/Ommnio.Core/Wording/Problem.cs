namespace Ommnio.Core.Wording;

/// <summary>Why something was refused, or a warning about it: a value, never an exception.</summary>
/// <param name="Code">Stable and dotted, e.g. <c>user.code.taken</c>; the key of its words in <see cref="Words"/>.</param>
/// <param name="Field">The field as HTTP and the bot name it, e.g. <c>workingHours[1].to</c>; null for the whole request.</param>
public sealed record Problem(string Code, string? Field, params IReadOnlyList<string> Args)
{
    public bool Equals(Problem? other) =>
        other is not null && Code == other.Code && Field == other.Field && Args.SequenceEqual(other.Args);

    public override int GetHashCode() => HashCode.Combine(Code, Field, Args.Count);
}
