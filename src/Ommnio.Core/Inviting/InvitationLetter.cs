using System.Globalization;
using System.Net;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>
/// What an invitee reads, whichever way it comes: who invites, what to do, until when. In the invitee's language (D12, D50), and
/// naming the organisation, never the administrator.
/// </summary>
/// <param name="Until">The last day on which the link works, as the invitee's calendar shows it.</param>
public sealed record InvitationLetter(string Organisation, string FirstName, string Link, DateOnly Until, Language Language)
{
    private const string Style =
        """
          <style>
            :root { color-scheme: light dark; }
            body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: #1c2430; background: #ffffff; }
            main { max-width: 560px; margin: 0 auto; }
            h1 { font-size: 22px; line-height: 1.3; margin: 0 0 16px; }
            .go { display: inline-block; margin: 8px 0 16px; padding: 14px 24px; border-radius: 8px; background: #0b5c55; color: #ffffff; font-weight: 600; text-decoration: none; }
            .quiet { font-size: 14px; overflow-wrap: anywhere; }
            @media (prefers-color-scheme: dark) { body { color: #e8ecf1; background: #161b22; } a { color: #6fd0c3; } .go { background: #6fd0c3; color: #08211e; } }
          </style>
        """;

    public static InvitationLetter Of(User user, Organisation organisation, string link, DateTimeOffset expiresAt)
    {
        var zone = (user.TimeZone ?? organisation.Settings.TimeZone).Zone;
        var until = NodaTime.Instant.FromDateTimeOffset(expiresAt).InZone(zone).Date.ToDateOnly();
        return new(organisation.Name, user.Name.First, link, until, LanguageOf(user, organisation));
    }

    /// <summary>Spanish and English exist: Catalan gets Spanish, any other language the organisation's (D12).</summary>
    public static Language LanguageOf(User user, Organisation organisation) =>
        Languages.For(user.Language, fallback: Languages.For(organisation.Settings.Language));

    public string Subject => In($"{Organisation} invites you to its chat", $"{Organisation} te invita a su chat");

    private string Greeting => In($"Hello {FirstName},", $"Hola, {FirstName}:");

    private string What => In(
        $"{Organisation} has added you to its chat in Ommnio, where you get news from work and talk to your team without giving anyone your personal number.",
        $"{Organisation} te ha añadido a su chat en Ommnio, donde recibes las novedades del trabajo y hablas con tu equipo sin dar tu número personal.");

    private string Do => In("Open this link and accept the invitation:", "Abre este enlace y acepta la invitación:");

    private string Accept => In("See the invitation", "Ver la invitación");

    private string Deadline => In(
        $"The link is yours alone and works once, until {Day("en-GB", "d MMMM")}. If it has run out, open it all the same: you can ask for a new one there.",
        $"El enlace es solo tuyo y funciona una vez, hasta el {Day("es-ES", "d 'de' MMMM")}. Si ha caducado, ábrelo igualmente: desde ahí puedes pedir otro.");

    private string Mistake => In(
        $"You do not work with {Organisation}? Then somebody mistyped an address, and you can delete this message.",
        $"¿No trabajas con {Organisation}? Entonces alguien se equivocó de dirección y puedes borrar este mensaje.");

    /// <summary>The plain part of an e-mail.</summary>
    public string Text => string.Join("\n\n", Greeting, What, Do, Link, Deadline, Mistake) + "\n";

    /// <summary>The other part: the same words, readable by a screen reader, with nothing fetched from anywhere.</summary>
    public string Html =>
        $"""
        <!doctype html>
        <html lang="{In("en", "es")}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{Shown(Subject)}</title>
        {Style}
        </head>
        <body>
          <main>
            <h1>{Shown(Subject)}</h1>
            <p>{Shown(Greeting)}</p>
            <p>{Shown(What)}</p>
            <p><a class="go" href="{Shown(Link)}">{Shown(Accept)}</a></p>
            <p class="quiet">{Shown(Link)}</p>
            <p>{Shown(Deadline)}</p>
            <p class="quiet">{Shown(Mistake)}</p>
          </main>
        </body>
        </html>
        """;

    /// <summary>Short, since it is paid by the piece: who, the link, until when.</summary>
    public string Sms => In(
        $"{Organisation} invites you to its chat in Ommnio. Accept until {Day("en-GB", "d MMM")}: {Link}",
        $"{Organisation} te invita a su chat en Ommnio. Acepta hasta el {Day("es-ES", "d MMM")}: {Link}");

    /// <summary>What to do with a printed QR code, one step each.</summary>
    public IReadOnlyList<string> Steps =>
    [
        In("Point your phone's camera at the code and open the link that appears.", "Apunta con la cámara del móvil al código y abre el enlace que aparece."),
        In("Accept the invitation. The code is yours alone and works once.", "Acepta la invitación. El código es solo tuyo y funciona una vez."),
        In($"Do it by {Day("en-GB", "d MMMM")}. After that, the same link lets you ask for a new one.", $"Hazlo como muy tarde el {Day("es-ES", "d 'de' MMMM")}. Después, el mismo enlace te deja pedir otro."),
    ];

    /// <summary>Says nothing of what it holds: a link is a capability, a name is personal.</summary>
    public override string ToString() => "(invitation letter)";

    private string In(string english, string spanish) => Language == Language.Spanish ? spanish : english;

    private string Day(string culture, string format) => Until.ToString(format, CultureInfo.GetCultureInfo(culture));

    private static string Shown(string text) => WebUtility.HtmlEncode(text);
}
