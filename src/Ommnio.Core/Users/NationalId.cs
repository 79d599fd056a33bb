using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>
/// The person's national or payroll ID: write-only (D6, R10). It travels from the request to the encrypted column and to the
/// keyed hash, and nowhere else; <see cref="ToString"/> does not show it.
/// </summary>
public sealed record NationalId
{
    public const int Longest = 50;

    private NationalId(string text) => Text = text;

    public string Text { get; }

    /// <summary>What the keyed hash is made of: the folding of a code, without spaces, dots and hyphens.</summary>
    public string Key => Fold(Text);

    public static Parsed<NationalId> Read(string? raw, string field)
    {
        var read = PlainText.Read(raw, field, Longest);
        return read.Value switch
        {
            null => read.Problem!,
            var text when Fold(text).Length == 0 => new Problem("text.missing", field),
            var text => new NationalId(text),
        };
    }

    public override string ToString() => "••••";

    private static string Fold(string text) =>
        string.Concat(EmployeeCode.FoldOf(text).Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or '‐' or '–')));
}
