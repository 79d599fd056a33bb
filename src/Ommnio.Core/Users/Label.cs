using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>
/// Position, area, location or tag (D10, D11): kept as it was sent, the same as another with the same <see cref="Key"/>.
/// </summary>
public sealed record Label(string Text)
{
    public const int Longest = 100;

    public const int LongestTag = 40;

    /// <summary>Without case, accents and extra spaces.</summary>
    public string Key => PlainText.Fold(Text);

    public static Parsed<Label> Read(string? raw, string field, int most = Longest)
    {
        var read = PlainText.Read(raw, field, most);
        return read.Value switch
        {
            null => read.Problem!,
            var text when PlainText.Fold(text).Length == 0 => new Problem("text.missing", field),
            var text => new Label(text),
        };
    }

    public bool Equals(Label? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
