using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Pages;

/// <summary>
/// What an invitee sees in the browser. The pages work without scripts, name nobody but the organisation, and have no link: the
/// one thing to press is a button that posts to the page's own address, which a mail scanner does not do.
/// </summary>
internal static class InviteePages
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1b1f24}
        main{max-width:32rem;margin:0 auto;padding:2.5rem 1.25rem}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
        li{margin:.5rem 0}
        button{font:inherit;font-weight:600;width:100%;padding:.9rem 1rem;border:0;border-radius:.6rem;background:#0b57d0;color:#fff;cursor:pointer}
        button:focus-visible{outline:3px solid #1b1f24;outline-offset:3px}
        .small{font-size:.95rem;color:#4a5260}
        @media (prefers-color-scheme:dark){body{background:#14171a;color:#eef1f4}button{background:#8ab4f8;color:#10131a}button:focus-visible{outline-color:#eef1f4}.small{color:#b4bcc6}}
        """;

    // Accents stand as they are.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    internal static IResult Welcome(string organisation, Language language) => Page(StatusCodes.Status200OK, language, InviteeWords.Title(language, organisation), $"""
        <p>{Text("what", language)}</p>
        <ol><li>{Text("step.accept", language)}</li><li>{Text("step.app", language)}</li><li>{Text("step.phone", language)}</li></ol>
        {Button("accept", language)}
        <p class="small">{Text("not.you", language)}</p>
        """);

    internal static IResult Accepted(string organisation, Language language) => Page(StatusCodes.Status200OK, language, InviteeWords.Say("accepted.title", language), $"""
        <p>{Encoded(InviteeWords.In("accepted", language, organisation))}</p>
        <ol><li>{Text("step.app", language)}</li><li>{Text("step.phone", language)}</li></ol>
        """);

    /// <summary>The same for unknown, used, expired and revoked (D51), down to the byte.</summary>
    internal static IResult DoesNotWork(Language language) => Page(StatusCodes.Status404NotFound, language, InviteeWords.Say("dead.title", language), $"""
        <p>{Text("dead", language)}</p>
        <p>{Text("dead.in", language)}</p>
        {Button("ask", language, " name=\"ask\" value=\"1\"")}
        """);

    /// <summary>Whatever came of it, and whoever asked.</summary>
    internal static IResult Asked(Language language) => Page(StatusCodes.Status200OK, language, InviteeWords.Say("asked.title", language), $"<p>{Text("asked", language)}</p>");

    internal static IResult TooMany(Language language) => Page(StatusCodes.Status429TooManyRequests, language, InviteeWords.Say("many.title", language), $"<p>{Text("many", language)}</p>");

    internal static IResult Busy(Language language) => Page(StatusCodes.Status503ServiceUnavailable, language, InviteeWords.Say("busy.title", language), $"""
        <p>{Text("busy", language)}</p>
        {Button("accept", language)}
        """);

    private static HtmlAnswer Page(int status, Language language, string title, string content) => new(status, $"""
        <!doctype html>
        <html lang="{(language == Language.Spanish ? "es" : "en")}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encoded(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Encoded(title)}</h1>
        {content}
        </main>
        </body>
        </html>
        """, Style);

    private static string Button(string key, Language language, string more = "") => $"<form method=\"post\"><button{more}>{Text($"button.{key}", language)}</button></form>";

    private static string Text(string key, Language language) => Encoded(InviteeWords.Say(key, language));

    private static string Encoded(string text) => Encoder.Encode(text);
}
