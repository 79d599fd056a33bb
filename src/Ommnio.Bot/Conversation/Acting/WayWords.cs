using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>By which way somebody is to be invited: a channel, or none at all since the person signs up with their phone (D52).</summary>
public enum Way
{
    Link,
    Email,
    Sms,
    Qr,
    Phone,
    Later,
}

/// <summary>What was said of a way.</summary>
/// <param name="Way">Null where only "now" was said.</param>
internal readonly record struct SaidWay(Way? Way, bool AtOnce);

/// <summary>"By SMS", "por correo", "QR code now": ways as people name them, in both languages.</summary>
internal static class WayWords
{
    private static readonly Dictionary<string, Way> Ways = Build(
        (Way.Email, "email|e-mail|mail|correo|correo electronico"),
        (Way.Sms, "sms|text|text message|mensaje|mensaje de texto"),
        (Way.Link, "link|invitation link|personal link|enlace|enlace de invitacion|enlace personal"),
        (Way.Qr, "qr|qr code|codigo qr|print|print it|imprimir|imprimelo"),
        (Way.Phone, "phone|phone number|phone sign-up|sign-up by phone|telefono|numero de telefono|registro con su telefono"));

    private static readonly HashSet<string> Small = ["by", "via", "with", "as", "per", "por", "con", "un", "una", "a", "an", "the", "el", "la", "her", "his", "their", "su", "send", "show", "me", "manda", "envia", "muestra", "ver", "and", "y", "please"];

    private static readonly string[] Now = ["now", "right now", "at once", "ahora", "ahora mismo", "ya"];
    private static readonly string[] Again = ["again", "once more", "otra vez", "de nuevo"];
    private static readonly string[] It = ["send it", "send", "enviar", "enviarlo", "enviala", "envialo", "mandala", "mandalo", "do it"];
    private static readonly string[] By = ["by", "via", "with", "por", "con", "mediante"];

    /// <summary>The way that the whole message names; null for any other message.</summary>
    internal static SaidWay? Of(string text)
    {
        var (rest, atOnce) = WithoutEnd(PlainText.Fold(text).Trim('.', '!', '?', '¿', ' '), Now);
        return rest.Length == 0 || (atOnce && It.Contains(rest)) ? atOnce ? new(null, true) : null
            : Named(rest) is { } way ? new(way, atOnce)
            : null;
    }

    /// <summary>"Luis again by SMS now": whom it names, and what else is said.</summary>
    internal static (string Name, SaidWay Said) Within(string text)
    {
        var (rest, atOnce) = WithoutEnd(text, Now);
        rest = WithoutEnd(rest, Again).Text;
        var words = rest.Split(' ');
        for (var at = 1; at < words.Length - 1; at++)
        {
            if (By.Contains(PlainText.Fold(words[at])) && Ways.TryGetValue(WithoutSmall(PlainText.Fold(string.Join(' ', words[(at + 1)..]))), out var way))
            {
                return (WithoutEnd(string.Join(' ', words[..at]), Again).Text, new(way, atOnce));
            }
        }

        return (rest, new(null, atOnce));
    }

    // A button says to where: "SMS to +34 6•• ••• 678".
    private static Way? Named(string folded)
    {
        var plain = WithoutSmall(folded);
        var head = ((string[])[" to ", " a ", " al "]).Select(to => plain.IndexOf(to, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(plain.Length).Min();
        return Ways.TryGetValue(plain, out var way) || (plain.Contains('•', StringComparison.Ordinal) && Ways.TryGetValue(plain[..head], out way)) ? way : null;
    }

    private static string WithoutSmall(string folded) => string.Join(' ', folded.Split(' ').SkipWhile(Small.Contains));

    private static (string Text, bool Had) WithoutEnd(string text, IEnumerable<string> ends)
    {
        var folded = PlainText.Fold(text);
        return ends.FirstOrDefault(end => folded == end || folded.EndsWith($" {end}", StringComparison.Ordinal)) is { } found
            ? (string.Join(' ', text.Split(' ').SkipLast(found.Split(' ').Length)), true)
            : (text, false);
    }

    private static Dictionary<string, Way> Build(params (Way Way, string Words)[] table) =>
        table.SelectMany(row => row.Words.Split('|').Select(word => (word, row.Way))).ToDictionary(pair => pair.word, pair => pair.Way);
}
