namespace Ommnio.Bot.Conversation.Sheets;

/// <summary>What a file holds: cells as text, row by row, or why it is no list.</summary>
/// <param name="Trouble">The key of what is said about it; null where there are rows.</param>
public sealed record SheetRead(IReadOnlyList<string[]> Rows, string? Trouble)
{
    internal static SheetRead Of(string trouble) => new([], trouble);
}
