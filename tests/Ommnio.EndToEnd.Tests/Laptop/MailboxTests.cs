using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>What the product sends out of the house, from the registration to the mailbox of the laptop.</summary>
public sealed partial class MailboxTests(SharedProduct shared)
{
    private const string AtAllHours = """ "workingHours":[{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"00:00","to":"00:00"}] """;

    [Fact]
    public async Task An_invitation_by_email_arrives_in_the_invitees_language_with_their_link()
    {
        var product = await shared.StartedAsync();
        var created = await RegisterAsync(product, "Elena", """ "email":"elena@example.com","language":"es","invite":{"channel":"email"} """);

        var mail = await ArrivedAsync(product, "elena@example.com");

        ((string)created["invitation"]["state"]!).ShouldBe("queued");
        ((string)mail["subject"]!).ShouldEndWith("te invita a su chat");
        var link = Link().Match((string)mail["text"]!).Value;
        link.ShouldStartWith($"{product.Started.Url}api/i/");
        ((string)mail["html"]!).ShouldContain($"href=\"{link}\"");
    }

    [Theory]
    [InlineData("en", "Helen", "Hello Helen,", "See the invitation")]
    [InlineData("es", "Elvira", "Hola, Elvira:", "Ver la invitación")]
    public async Task The_mail_that_arrives_says_the_same_as_text_and_as_HTML_is_readable_aloud_and_fetches_nothing(string language, string name, string greeting, string button)
    {
        var product = await shared.StartedAsync();
        await RegisterAsync(product, name, $$""" "email":"{{name}}@example.com","language":"{{language}}","invite":{"channel":"email"} """);

        var mail = await ArrivedAsync(product, $"{name}@example.com");

        var (text, html) = ((string)mail["text"]!, WebUtility.HtmlDecode((string)mail["html"]!));
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => !part.EndsWith(':') || part == greeting))
        {
            Unwrapped(html).ShouldContain(Unwrapped(paragraph));
        }

        text.ShouldStartWith(greeting);
        html.ShouldContain($"<html lang=\"{language}\">");
        html.ShouldContain($"<title>{(string)mail["subject"]!}</title>");
        html.ShouldContain($">{button}</a>");
        Fetching().Matches(html).Select(match => match.Value).ShouldBeEmpty();
        Href().Matches(html).Select(match => match.Groups[1].Value).ShouldBe([Link().Match(text).Value]);
    }

    [Fact]
    public async Task An_invitation_by_SMS_arrives_where_the_consent_is_recorded_and_is_refused_where_it_is_not()
    {
        var product = await shared.StartedAsync();

        var without = await product.Http.PostJsonAsync("users", Body("Sara", """ "phone":"+34611222333","invite":{"channel":"sms"} """));
        without.ShouldBeProblem(HttpStatusCode.BadRequest, "invitation.no_consent");
        await RegisterAsync(product, "Sara", """ "phone":"+34611222333","phoneConsent":true,"invite":{"channel":"sms"} """);

        Link().IsMatch((string)(await ArrivedAsync(product, "+34611222333"))["text"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task The_mailbox_shows_what_arrived_and_lets_no_mail_run_scripts()
    {
        var product = await shared.StartedAsync();
        await RegisterAsync(product, "Mara", """ "email":"mara@example.com","invite":{"channel":"email"} """);
        var number = (int)(await ArrivedAsync(product, "mara@example.com"))["number"]!;

        (await product.Http.GetJsonAsync(new Uri(product.Started.Url, "/mailbox").ToString())).Text.ShouldContain($"href=\"/mailbox/{number}\"");
        (await product.Http.GetJsonAsync(new Uri(product.Started.Url, $"/mailbox/{number}").ToString())).Text.ShouldContain("mara@example.com");
        (await product.Http.GetJsonAsync(new Uri(product.Started.Url, $"/mailbox/{number}/html").ToString())).Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain("sandbox");
    }

    [Fact]
    public async Task D50_The_answer_says_on_the_users_clock_and_in_words_when_it_goes()
    {
        var product = await shared.StartedAsync();
        var inThreeDays = TimeProvider.System.GetUtcNow().AddDays(3);
        var (day, dia) = (inThreeDays.ToString("ddd", CultureInfo.InvariantCulture), inThreeDays.ToString("dddd", CultureInfo.GetCultureInfo("es-ES")));
        var hours = $$""" "workingHours":[{"days":["{{day.ToLowerInvariant()}}"],"from":"06:05","to":"14:05"}],"timeZone":"America/New_York","email":"nadia@example.com" """;

        var created = (await product.Http.PostJsonAsync("users", $$"""{"firstName":"Nadia","lastName":"Correo","position":"Cashier","area":"Sales",{{hours}},"invite":{"channel":"email"} }""")).ShouldBe(HttpStatusCode.Created);
        var again = (await product.Http.PostJsonAsync($"users/{created.Id}/invitations", """{"channel":"email"}""", ("Accept-Language", "es"))).ShouldBe(HttpStatusCode.Created);
        var listed = (await product.Http.GetJsonAsync($"users/{created.Id}/invitations"))["items"];
        var atOnce = (await product.Http.PostJsonAsync($"users/{created.Id}/invitations", """{"channel":"email","now":true}""")).ShouldBe(HttpStatusCode.Created);

        var due = created["invitation"]["due"]!;
        ((string?)due["text"], (string?)due["timeZone"]).ShouldBe(($"It will go {day} 06:05, New York time.", "America/New_York"));
        ((string)due["localTime"]!).ShouldContain("T06:05:00-0");
        ((DateTimeOffset)due["localTime"]!).ShouldBe((DateTimeOffset)created["invitation"]["dueAt"]!);
        ((string?)again["due"]["text"]).ShouldBe($"Saldrá el {dia} a las 06:05, hora de Nueva York.");
        ((string?)listed[0]!["due"]!["text"], listed[1]!["due"]).ShouldBe(($"It will go {day} 06:05, New York time.", null));
        ((string?)atOnce["due"]["text"]).ShouldBe("It goes out right now.");
    }

    private static async Task<Answer> RegisterAsync(Product product, string name, string more) =>
        (await product.Http.PostJsonAsync("users", Body(name, more))).ShouldBe(HttpStatusCode.Created);

    private static string Body(string name, string more) => $$"""{"firstName":"{{name}}","lastName":"Correo","position":"Cashier","area":"Sales",{{AtAllHours}},{{more}}}""";

    private static async Task<JsonNode> ArrivedAsync(Product product, string to)
    {
        JsonNode? found = null;
        await Until.TrueAsync($"a message to {to} has arrived", async () =>
        {
            var answer = await product.Http.GetJsonAsync(new Uri(product.Started.Url, "/local/mailbox").ToString());
            found = answer.Json.AsArray().FirstOrDefault(message => ((string)message!["to"]!).Contains(to, StringComparison.Ordinal));
            return found is not null;
        });
        return found!;
    }

    private static string Unwrapped(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<(img|link|script|iframe|object|video|audio|source|input)\\b|src=|url\\(|@import|background=", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();

    [GeneratedRegex(@"http\S+/api/i/[a-z2-7]{32}")]
    private static partial Regex Link();
}
