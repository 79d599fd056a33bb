namespace Ommnio.Functions.Wire;

/// <param name="ConversationId">One that the same person had before; absent: a new one.</param>
internal sealed record PageTokenBody(string? ConversationId);
