using Ommnio.Core.Wording;
using PhoneNumbers;

namespace Ommnio.Core.Users;

/// <summary>A telephone number in E.164, e.g. <c>+34612345678</c> (D7).</summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string e164) => E164 = e164;

    public string E164 { get; }

    /// <summary>Reads an international number, or a national one of <paramref name="region"/> (ISO 3166, e.g. <c>ES</c>).</summary>
    public static Parsed<PhoneNumber> Read(string? raw, string field, string region)
    {
        var read = PlainText.Read(raw, field, 40);
        if (read.Value is not { } text)
        {
            return read.Problem!;
        }

        // The parser would take letters for digits, and lose an extension in silence.
        if (text.Any(char.IsLetter) || text.Contains('#', StringComparison.Ordinal))
        {
            return new Problem("phone.invalid", field, region);
        }

        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            var number = numbers.Parse(text, region);
            return numbers.IsValidNumber(number)
                ? new PhoneNumber(numbers.Format(number, PhoneNumberFormat.E164))
                : new Problem("phone.invalid", field, region);
        }
        catch (NumberParseException)
        {
            return new Problem("phone.invalid", field, region);
        }
    }

    /// <summary>Reads a number that says its own country, where no organisation's is known.</summary>
    public static Parsed<PhoneNumber> ReadInternational(string? raw, string field) =>
        raw?.TrimStart().StartsWith('+') == true && Read(raw, field, "ZZ").Value is { } number ? number : new Problem("phone.country_needed", field);

    /// <summary>For what our own store wrote.</summary>
    public static PhoneNumber FromE164(string e164) => new(e164);

    /// <summary>Enough to recognise it, not enough to call it: "+34 6•• ••• 678".</summary>
    public string Masked
    {
        get
        {
            var number = PhoneNumberUtil.GetInstance().Parse(E164, "ZZ");
            var country = $"+{number.CountryCode}";
            var digits = E164[country.Length..];
            var masked = string.Concat(digits.Select((digit, place) => (place == 0 && digits.Length > 6) || place >= digits.Length - 3 ? digit : '•'));
            var first = masked.Length % 3;
            return string.Join(' ', [country, .. first > 0 ? (string[])[masked[..first]] : [], .. masked[first..].Chunk(3).Select(three => new string(three))]);
        }
    }

    public override string ToString() => "(phone)";
}
