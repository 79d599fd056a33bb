using System.Net;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>One invitation as it is printed: for whom, and the QR code of its link.</summary>
/// <param name="Qr">An SVG of ours; everything else is text.</param>
public sealed record PrintedInvitation(InvitationLetter Letter, string FullName, string Qr);

/// <summary>
/// Invitations on paper, to be handed over or posted: one on a page of its own, or a sheet of many to be cut up. A whole page of
/// HTML that fetches nothing; each invitation in its invitee's language.
/// </summary>
public static class InvitationSheet
{
    private const string Style =
        """
          <style>
            @page { size: A4; margin: 12mm; }
            * { box-sizing: border-box; }
            body { margin: 0; font: 12pt/1.45 system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: #000000; background: #ffffff; }
            article { break-inside: avoid; }
            h1, h2 { line-height: 1.25; margin: 0 0 3mm; }
            p { margin: 0 0 3mm; }
            ol { margin: 0; padding-inline-start: 6mm; }
            .qr svg { display: block; width: 100%; height: auto; }
            .link { font-size: .75em; overflow-wrap: anywhere; }
            .one { max-width: 180mm; margin: 0 auto; padding: 6mm 0; }
            .one h1 { font-size: 22pt; }
            .one .qr { width: 80mm; margin: 6mm 0; }
            .many { display: grid; grid-template-columns: 1fr 1fr; gap: 0; }
            .many article { height: 67mm; overflow: hidden; padding: 4mm; border: 1px dashed #777777; display: grid; grid-template-columns: 34mm 1fr; gap: 4mm; font-size: 8pt; }
            .many h2 { font-size: 10pt; }
            .many p { margin-bottom: 1.5mm; }
          </style>
        """;

    /// <summary>A page for one invitee.</summary>
    public static string One(PrintedInvitation invitation)
    {
        var letter = invitation.Letter;
        return Page(
            letter.Language,
            letter.Subject,
            $"""
            <article class="one">
              <h1>{Shown(letter.Subject)}</h1>
              <p>{Shown(For(invitation))}</p>
              <div class="qr" role="img" aria-label="{Shown(QrName(letter.Language))}">{invitation.Qr}</div>
              {Steps(letter)}
              <p class="link">{Shown(letter.Link)}</p>
            </article>
            """);
    }

    /// <summary>Eight to a page, in the order given, each to be cut out.</summary>
    public static string Many(IReadOnlyList<PrintedInvitation> invitations, string title, Language language) => Page(
        language,
        title,
        $"""
        <main class="many">
        {string.Join('\n', invitations.Select(Card))}
        </main>
        """);

    private static string Card(PrintedInvitation invitation)
    {
        var letter = invitation.Letter;
        return $"""
          <article lang="{Tag(letter.Language)}">
            <div class="qr" role="img" aria-label="{Shown(QrName(letter.Language))}">{invitation.Qr}</div>
            <div>
              <h2>{Shown(invitation.FullName)}</h2>
              <p>{Shown(letter.Subject)}</p>
              {Steps(letter)}
            </div>
          </article>
        """;
    }

    private static string Steps(InvitationLetter letter) => $"<ol>{string.Concat(letter.Steps.Select(step => $"<li>{Shown(step)}</li>"))}</ol>";

    private static string For(PrintedInvitation invitation) => invitation.Letter.Language == Language.Spanish ? $"Para {invitation.FullName}" : $"For {invitation.FullName}";

    private static string QrName(Language language) => language == Language.Spanish ? "Código QR de la invitación" : "QR code of the invitation";

    private static string Page(Language language, string title, string body) =>
        $"""
        <!doctype html>
        <html lang="{Tag(language)}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{Shown(title)}</title>
        {Style}
        </head>
        <body>
        {body}
        </body>
        </html>
        """;

    private static string Tag(Language language) => language == Language.Spanish ? "es" : "en";

    private static string Shown(string text) => WebUtility.HtmlEncode(text);
}
