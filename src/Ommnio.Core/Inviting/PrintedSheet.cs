using System.Net;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>
/// Many invitations on paper: six to a page of A4, to be cut along the lines, each in its invitee's own language and with its own
/// steps. A whole page of HTML that fetches nothing; what only the administrator needs stands on the screen and not on the paper.
/// </summary>
public static class PrintedSheet
{
    public const int OnAPage = 6;

    /// <summary>The text of its style element: who serves the page lets this style run, and no other.</summary>
    public const string Style =
        """
        @page { size: A4; margin: 0; }
        * { box-sizing: border-box; }
        body { margin: 0; font: 9pt/1.35 system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: #000000; background: #ffffff; }
        .note { max-width: 180mm; margin: 0 auto; padding: 8mm; font-size: 12pt; }
        .page { display: grid; grid-template: repeat(3, 98mm) / repeat(2, 104mm); width: 208mm; height: 296mm; margin: 0 auto; break-after: page; }
        .page:last-child { break-after: auto; }
        article { overflow: hidden; padding: 8mm; border: 0 dashed #767676; border-width: 0 .2mm .2mm 0; break-inside: avoid; overflow-wrap: anywhere; }
        h2 { max-height: 3.6em; overflow: hidden; font-size: 11pt; line-height: 1.2; margin: 0 0 1.5mm; }
        p { margin: 0 0 1.5mm; }
        .for { max-height: 2.7em; overflow: hidden; }
        .how { display: grid; grid-template-columns: 36mm 1fr; gap: 3mm; align-items: start; }
        .qr svg { display: block; width: 36mm; height: 36mm; }
        ol { margin: 0; padding-inline-start: 4.5mm; }
        .link { margin: 1.5mm 0 0; font-size: 7pt; }
        @media print { .note { display: none; } }
        """;

    /// <param name="qr">The code of a letter's link: an SVG of ours. Everything else is text.</param>
    /// <param name="language">The administrator's.</param>
    public static string Page(FilledSheet sheet, Func<string, string> qr, Language language)
    {
        var pages = sheet.Invitations.Chunk(OnAPage).Select(page => $"<section class=\"page\">{string.Concat(page.Select(invitation => Card(invitation, qr)))}</section>");
        return $"""
            <!doctype html>
            <html lang="{Tag(language)}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{SheetWords.Title(language)}</title>
              <style>{Style}</style>
            </head>
            <body>
              <header class="note"><h1>{SheetWords.Title(language)}</h1>{string.Concat(SheetWords.Notes(sheet, language).Select(note => $"<p>{Shown(note)}</p>"))}</header>
              <main>{string.Join('\n', pages)}</main>
            </body>
            </html>
            """;
    }

    private static string Card(ShownInvitation invitation, Func<string, string> qr)
    {
        var (letter, isSpanish) = (invitation.Letter, invitation.Letter.Language == Language.Spanish);
        return $"""
            <article lang="{Tag(letter.Language)}">
            <h2>{Shown(letter.Subject)}</h2>
            <p class="for">{Shown($"{(isSpanish ? "Para" : "For")} {invitation.FullName}")}</p>
            <div class="how">
            <div class="qr" role="img" aria-label="{(isSpanish ? "Código QR de la invitación" : "QR code of the invitation")}">{qr(letter.Link)}</div>
            <ol>{string.Concat(letter.Steps.Select(step => $"<li>{Shown(step)}</li>"))}</ol>
            </div>
            <p class="link">{Shown(letter.Link)}</p>
            </article>
            """;
    }

    private static string Tag(Language language) => language == Language.Spanish ? "es" : "en";

    private static string Shown(string text) => WebUtility.HtmlEncode(text);
}
