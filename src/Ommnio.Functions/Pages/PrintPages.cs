using System.Net;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Pages;

/// <summary>Before the printed page: one that hands on the ticket from its own address, and one that says that the ticket is over.</summary>
internal static class PrintPages
{
    private const string Style = "body{margin:0;font:1.125rem/1.5 system-ui,sans-serif}main{max-width:32rem;margin:0 auto;padding:2.5rem 1.25rem}button{font:inherit;padding:.6rem 1rem}";

    // The ticket is taken out of the address bar too, so that it does not stay in the history.
    private const string Script = "const t=location.hash.slice(1);history.replaceState(null,'',location.pathname);const f=document.forms[0];f.elements.ticket.value=t;if(t)f.submit()";

    internal static IResult Opening(Language language) => new HtmlAnswer(StatusCodes.Status200OK, Page(language, $"""
        <form method="post"><input type="hidden" name="ticket"><button>{Said(language, "Show the invitation", "Mostrar la invitación")}</button></form>
        <script>{Script}</script>
        """), Style, Script);

    internal static IResult Over(Language language) => new HtmlAnswer(StatusCodes.Status404NotFound, Page(language, $"""
        <p>{Said(language, "This page works for 15 minutes, and only as long as the invitation is open. Ask for the QR code again in the chat.", "Esta página sirve durante 15 minutos, y solo mientras la invitación esté abierta. Pide de nuevo el código QR en el chat.")}</p>
        """), Style);

    private static string Page(Language language, string content) => $"""
        <!doctype html>
        <html lang="{(language == Language.Spanish ? "es" : "en")}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Said(language, "Invitation", "Invitación")}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Said(language, "Invitation", "Invitación")}</h1>
        {content}
        </main>
        </body>
        </html>
        """;

    private static string Said(Language language, string english, string spanish) => WebUtility.HtmlEncode(language == Language.Spanish ? spanish : english);
}
