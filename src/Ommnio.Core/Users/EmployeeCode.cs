using System.Text;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>
/// The employee code that payroll looks users up by. Comes back as it was sent (R23), and is the same as another that
/// folds to the same <see cref="Key"/>: NFKC, trimmed, upper-invariant (D5). Leading zeros count.
/// </summary>
public sealed record EmployeeCode(string Text)
{
    public const int Longest = 50;

    // NFKC can make many characters of one; a folded code longer than this could not be a key.
    private const int LongestKey = 250;

    public string Key => FoldOf(Text);

    public static Parsed<EmployeeCode> Read(string? raw, string field)
    {
        var read = PlainText.Read(raw, field, Longest, trim: false);
        if (read.Value is not { } text)
        {
            return read.Problem!;
        }

        return PlainText.Fold(text).Length == 0 ? new Problem("text.missing", field)
            : FoldOf(text).Length > LongestKey ? new Problem("text.too_long", field, "50")
            : new EmployeeCode(text);
    }

    public bool Equals(EmployeeCode? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    internal static string FoldOf(string text) => text.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
}
