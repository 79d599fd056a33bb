using System.Text;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>First and last name, both always there (D4). Two surnames are one last name.</summary>
public sealed record PersonName(string First, string Last)
{
    public const int Longest = 100;

    public string Full => $"{First} {Last}";

    /// <summary>The key that sorts and finds by name: without case, accents and extra spaces.</summary>
    public string Folded => PlainText.Fold(Full);

    /// <summary>The same with the last name in front, by which people are searched as well.</summary>
    public string FoldedLastFirst => PlainText.Fold($"{Last} {First}");

    /// <summary>One of the two names, or the problem with it: at least one letter, no address.</summary>
    public static Parsed<string> ReadPart(string? raw, string field)
    {
        var read = PlainText.Read(raw, field, Longest);
        return read.Value switch
        {
            null => read,
            var text when !text.EnumerateRunes().Any(Rune.IsLetter) => new Problem("name.no_letter", field),
            var text when text.Contains('@', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal) => new Problem("name.address", field),
            _ => read,
        };
    }

    public override string ToString() => "(name)";
}
