namespace Ommnio.Functions.Wire;

/// <param name="ConversationId">One that the same person had before; absent: a new one.</param>
internal sealed record PageTokenBody(string? ConversationId);

/// <param name="Code">To be typed in the chat; in this answer and never again.</param>
internal sealed record PairingCodeAnswer(string Code, DateTimeOffset ExpiresAt);
