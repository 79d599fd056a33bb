using System.Globalization;
using System.Net.Mail;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>One e-mail address without a display name, kept as sent and compared in lower case (D8).</summary>
public sealed record EmailAddress
{
    public const int Longest = 254;

    private EmailAddress(string text) => Text = text;

    public string Text { get; }

    public string Key => Text.ToLowerInvariant();

    public static Parsed<EmailAddress> Read(string? raw, string field)
    {
        var read = PlainText.Read(raw, field, Longest, trim: false);
        if (read.Value is not { } text)
        {
            return read.Problem!;
        }

        var isAddress = !text.Any(char.IsWhiteSpace) && !text.Contains('"', StringComparison.Ordinal)
            && MailAddress.TryCreate(text, out var address) && address.Address == text
            && IsHost(address.Host);
        return isAddress ? new EmailAddress(text) : new Problem("email.invalid", field);
    }

    /// <summary>For what our own store wrote.</summary>
    public static EmailAddress FromStored(string text) => new(text);

    /// <summary>Enough to recognise it, not enough to write to it: "a••@example.com".</summary>
    public string Masked => $"{StringInfo.GetNextTextElement(Text)}••{Text[Text.LastIndexOf('@')..]}";

    public override string ToString() => "(e-mail)";

    // Mail is sent to a name of at least two labels; MailAddress takes more for one.
    private static bool IsHost(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns
        && host.Split('.') is { Length: > 1 } labels && labels.All(label => label.Length > 0 && !label.StartsWith('-') && !label.EndsWith('-'));
}
