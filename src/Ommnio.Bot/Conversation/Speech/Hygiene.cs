using System.Text;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What is typed or pasted, before anybody reads it: composed, without control and deceiving characters, spaces collapsed.</summary>
internal static class Hygiene
{
    internal static string Clean(string raw)
    {
        var clean = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            var text = rune.ToString();
            if (rune.Value is '\n' or '\t' || PlainText.Forbidden(text) is null)
            {
                clean.Append(Rune.IsWhiteSpace(rune) && rune.Value is not ('\n' or '\t') ? " " : text);
            }
        }

        var lines = clean.ToString().Normalize(NormalizationForm.FormC).Split('\n').Select(Collapse);
        return string.Join('\n', lines).Trim();
    }

    private static string Collapse(string line) => Listed(string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    // However a list is marked, it is one of dashes.
    private static string Listed(string line) => line is ['•' or '▪' or '●' or '◦' or '‣' or '▸' or '►', ..] ? $"- {line[1..].TrimStart()}" : line;
}
