using System.Net;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>
/// An invitation on paper, to be handed over or posted: one page of A4 with its QR code and the steps, in the invitee's language. A
/// whole page of HTML that fetches nothing.
/// </summary>
public static class PrintedInvitation
{
    /// <summary>The text of its style element: who serves the page lets this style run, and no other.</summary>
    public const string Style =
        """
        @page { size: A4; margin: 12mm; }
        * { box-sizing: border-box; }
        body { margin: 0; font: 12pt/1.45 system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: #000000; background: #ffffff; }
        main { max-width: 180mm; margin: 0 auto; padding: 6mm 0; }
        h1 { font-size: 22pt; line-height: 1.25; margin: 0 0 3mm; }
        p { margin: 0 0 3mm; }
        ol { margin: 0 0 3mm; padding-inline-start: 6mm; }
        .qr { width: 80mm; margin: 6mm 0; }
        .qr svg { display: block; width: 100%; height: auto; }
        .link { font-size: .75em; overflow-wrap: anywhere; }
        """;

    /// <param name="qr">The code of the letter's link: an SVG of ours. Everything else is text.</param>
    public static string Page(ShownInvitation invitation, string qr)
    {
        var letter = invitation.Letter;
        var isSpanish = letter.Language == Language.Spanish;
        return $"""
            <!doctype html>
            <html lang="{(isSpanish ? "es" : "en")}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Shown(letter.Subject)}</title>
              <style>{Style}</style>
            </head>
            <body>
              <main>
                <h1>{Shown(letter.Subject)}</h1>
                <p>{Shown($"{(isSpanish ? "Para" : "For")} {invitation.FullName}")}</p>
                <div class="qr" role="img" aria-label="{(isSpanish ? "Código QR de la invitación" : "QR code of the invitation")}">{qr}</div>
                <ol>{string.Concat(letter.Steps.Select(step => $"<li>{Shown(step)}</li>"))}</ol>
                <p class="link">{Shown(letter.Link)}</p>
              </main>
            </body>
            </html>
            """;
    }

    private static string Shown(string text) => WebUtility.HtmlEncode(text);
}
