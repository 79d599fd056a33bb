using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Ommnio.LocalHost.Mailbox;

/// <summary>What arrived, to be looked at in a browser, and by scripts as JSON.</summary>
internal static partial class MailboxRoutes
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private const string Style =
        """
        <style>
          :root { color-scheme: light dark; --ink: #1c2430; --quiet: #55606e; --line: #d9dee5; --accent: #0b5c55; --paper: #ffffff; }
          @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --quiet: #a9b4c0; --line: #39424e; --accent: #6fd0c3; --paper: #161b22; } }
          body { margin: 0 auto; max-width: 52rem; padding: 1rem; font: 1rem/1.5 system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
          a { color: var(--accent); }
          ul { list-style: none; padding: 0; }
          li { border-top: 1px solid var(--line); }
          li a { display: block; padding: .75rem .25rem; color: inherit; text-decoration: none; }
          li a:hover, li a:focus { text-decoration: underline; }
          .quiet { color: var(--quiet); font-size: .9rem; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
          iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: .4rem; background: #ffffff; }
        </style>
        """;

    internal static void Map(WebApplication app, Outbox outbox)
    {
        app.MapGet("/local/mailbox", () => Results.Json(outbox.Messages.Reverse()));
        app.MapGet("/mailbox", (HttpResponse response) => Page(response, List(outbox.Messages)));
        app.MapGet("/mailbox/{number:int}", (HttpResponse response, int number) => Find(outbox, number) is { } message ? Page(response, One(message)) : Results.NotFound());
        // A mail is a stranger's page: it gets no scripts, and only what somebody clicks leads out of it.
        app.MapGet("/mailbox/{number:int}/html", (HttpResponse response, int number) =>
        {
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";
            return Find(outbox, number)?.Html is { } html ? Results.Content(html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.Ordinal), "text/html; charset=utf-8") : Results.NotFound();
        });
    }

    private static Delivered? Find(Outbox outbox, int number) => outbox.Messages.FirstOrDefault(message => message.Number == number);

    private static IResult Page(HttpResponse response, string body)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        return Results.Content(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Local mailbox</title>{Style}</head>
            <body>{body}</body>
            </html>
            """,
            "text/html; charset=utf-8");
    }

    private static string List(IReadOnlyList<Delivered> messages) =>
        $"""
        <h1>Local mailbox</h1>
        <p>E-mail and SMS that the product sent. Nothing leaves this machine. <a href="/mailbox">Refresh</a></p>
        {(messages.Count == 0 ? "<p>Nothing has been sent yet.</p>" : $"<ul>{string.Concat(messages.Reverse().Select(Line))}</ul>")}
        """;

    private static string Line(Delivered message) =>
        $"""<li><a href="/mailbox/{message.Number}"><strong>{Shown(message.Subject.Length > 0 ? message.Subject : message.Text)}</strong><br><span class="quiet">{Kind(message)} to {Shown(message.To)}, {Time(message)}</span></a></li>""";

    private static string One(Delivered message) =>
        $"""
        <p><a href="/mailbox">All messages</a></p>
        <h1>{Shown(message.Subject.Length > 0 ? message.Subject : "SMS")}</h1>
        <p class="quiet">{Kind(message)} from {Shown(message.From)} to {Shown(message.To)}, {Time(message)}</p>
        {(message.Html is null ? "" : $"""<iframe src="/mailbox/{message.Number}/html" title="The message as a mail program shows it"></iframe><h2>As plain text</h2>""")}
        <pre>{Address().Replace(Shown(message.Text), "<a href=\"$0\" target=\"_blank\" rel=\"noopener noreferrer\">$0</a>")}</pre>
        """;

    private static string Kind(Delivered message) => message.Kind == "sms" ? "SMS" : "E-mail";

    private static string Time(Delivered message) => message.At.ToLocalTime().ToString("T", CultureInfo.InvariantCulture);

    private static string Shown(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"https?://[^\s<]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
