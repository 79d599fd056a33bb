namespace Ommnio.Functions.Wire;

/// <summary>A number that was proved, with its country.</summary>
internal sealed record SignUpBody(string? Phone);

internal sealed record SignUpAnswer(IReadOnlyList<LinkedAnswer> Linked);

internal sealed record LinkedAnswer(string Organisation, string UserId);

internal sealed record AccessBody(string? UserId, string? At);

/// <param name="Ignored">Users that are not there, or have not signed up.</param>
internal sealed record AccessesAnswer(IReadOnlyList<string> Ignored);
