namespace Ommnio.Functions.Wire;

/// <summary>The body of a link or a membership, which may be left out.</summary>
internal sealed record GroupRoleBody(string? Role);
