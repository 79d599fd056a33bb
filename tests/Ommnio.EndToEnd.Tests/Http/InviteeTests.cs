using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>The invitee's side over HTTP: the page, its button and its call; and that whoever has no token that works learns nothing.</summary>
public sealed class InviteeTests(FunctionsAppFixture app, SharedAzurite elsewhere)
{
    private const string Unknown = "abcdefghijklmnopqrstuvwxyz234567";

    [Fact]
    public async Task R29_Looking_changes_nothing_the_button_accepts_once_and_the_user_is_active()
    {
        var (user, token) = await InvitedAsync("Lola");
        using var nobody = app.Client(null);
        await Until.TrueAsync("the queue has delivered it", async () => await StateAsync(user) == "sent");
        var before = await ETagsAsync(user);

        for (var times = 0; times < 5; times++)
        {
            var page = (await nobody.GetJsonAsync($"i/{token}")).ShouldBe(HttpStatusCode.OK);
            page.Text.ShouldContain("Madrid Foods te invita a Ommnio");
            page.Text.ShouldNotContain("Lola");
            page.Text.ShouldNotContain("<a ");
            page.Text.ShouldNotContain("<script");
            page.Text.ShouldNotContain("http");
        }

        (await ETagsAsync(user)).ShouldBe(before);
        (await PressAsync(nobody, token)).ShouldBe(HttpStatusCode.OK).Text.ShouldContain("Ya estás dentro");
        ((string?)(await app.Http.GetJsonAsync($"users/{user}"))["state"]).ShouldBe("active");
        (await StateAsync(user)).ShouldBe("accepted");
        (await PressAsync(nobody, token)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("HEAD", "User-Agent", "LinkScanner/1.0")]
    [InlineData("OPTIONS", "Origin", "https://mail.example")]
    [InlineData("GET", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("GET", "Purpose", "prefetch")]
    [InlineData("GET", "X-Moz", "prefetch")]
    [InlineData("GET", "Range", "bytes=0-99")]
    public async Task What_scanners_and_browsers_fetch_beforehand_changes_nothing(string verb, string header, string value)
    {
        var (user, token) = await InvitedAsync("Escaneada");
        using var nobody = app.Client(null);
        await Until.TrueAsync("the queue has delivered it", async () => await StateAsync(user) == "sent");
        var before = await ETagsAsync(user);

        await nobody.CallAsync(new HttpMethod(verb), $"i/{token}", null, (header, value));
        await nobody.CallAsync(new HttpMethod(verb), $"invitations/accept?token={token}", null, (header, value));

        (await ETagsAsync(user)).ShouldBe(before);
        (await AcceptAsync(nobody, token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R29_D51_Unknown_used_revoked_and_resent_tokens_get_one_and_the_same_answer_by_page_button_and_call()
    {
        var (usedBy, used) = await InvitedAsync("Usa");
        var (revokedOf, revoked) = await InvitedAsync("Reva");
        var (resentTo, resent) = await InvitedAsync("Resa");
        var (blockedUser, replaced) = await InvitedAsync("Rena");
        using var nobody = app.Client(null);
        (await AcceptAsync(nobody, used)).ShouldBe(HttpStatusCode.OK);
        (await app.Http.CallAsync(HttpMethod.Delete, $"users/{revokedOf}/invitations/{await IdAsync(revokedOf)}", null)).ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.CallAsync(HttpMethod.Post, $"users/{resentTo}/invitations/{await IdAsync(resentTo)}/resend", null)).ShouldBe(HttpStatusCode.OK);
        (await app.Http.PostJsonAsync($"users/{blockedUser}/invitations", """{"channel":"qr"}""")).ShouldBe(HttpStatusCode.Created);

        foreach (var language in (string[])["en", "es-ES"])
        {
            List<string> pages = [], buttons = [], asked = [], calls = [];
            foreach (var token in (string[])[Unknown, "x", used, revoked, resent, replaced])
            {
                pages.Add(Whole((await nobody.GetJsonAsync($"i/{token}", ("Accept-Language", language))).ShouldBe(HttpStatusCode.NotFound)));
                buttons.Add(Whole((await PressAsync(nobody, token, "", language)).ShouldBe(HttpStatusCode.NotFound)));
                asked.Add(Whole((await PressAsync(nobody, token, "ask=1", language)).ShouldBe(HttpStatusCode.OK)));
                calls.Add(Whole((await AcceptAsync(nobody, token, language)).ShouldBeProblem(HttpStatusCode.NotFound, "invitation.does_not_work")));
            }

            foreach (var answers in (List<string>[])[pages, buttons, asked, calls])
            {
                answers.Distinct().ShouldHaveSingleItem();
            }

            pages[0].ShouldContain(language == "en" ? "Ask for a new invitation" : "Pedir otra invitación");
        }

        ((string?)(await app.Http.GetJsonAsync($"users/{usedBy}"))["state"]).ShouldBe("active");
        ((string?)(await app.Http.GetJsonAsync($"users/{revokedOf}"))["state"]).ShouldBe("pending");
    }

    [Fact]
    public async Task The_page_needs_nothing_from_anywhere_and_tells_nobody_its_address()
    {
        var (_, token) = await InvitedAsync("Pía");
        using var nobody = app.Client(null);

        var page = await nobody.GetJsonAsync($"i/{token}");

        page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        page.Header("Content-Security-Policy").ShouldNotBeNull().ShouldMatch("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$");
        (page.Header("Referrer-Policy"), page.Header("Cache-Control"), page.Header("X-Content-Type-Options")).ShouldBe(("no-referrer", "no-store", "nosniff"));
        page.Text.ShouldContain("<html lang=\"es\">");
    }

    [Fact]
    public async Task No_token_is_in_any_log_whatever_is_done_with_it()
    {
        var (user, token) = await InvitedAsync("Noa");
        using var nobody = app.Client(null);

        await nobody.GetJsonAsync($"i/{token}");
        await PressAsync(nobody, token, "ask=1");
        await AcceptAsync(nobody, token);
        await AcceptAsync(nobody, token);
        await app.Http.GetJsonAsync($"users/{user}/invitations");

        app.Logs.Entries.ShouldNotContain(entry => entry.Text.Contains(token, StringComparison.Ordinal));
        (await app.RowsAsync(app.Organisation, "")).ShouldNotContain(row => row.Texts().Any(text => text.Contains(token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task D15_The_number_somebody_signs_up_with_is_shown_to_no_administrator()
    {
        var (user, token) = await InvitedAsync("Sina");
        using var nobody = app.Client(null);

        (await nobody.PostJsonAsync("invitations/accept", $$"""{"token":"{{token}}","phone":"612"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "phone.country_needed");
        (await nobody.PostJsonAsync("invitations/accept", $$"""{"token":"{{token}}","phone":"+34 698 12 34 56"}""")).ShouldBe(HttpStatusCode.OK);

        (await app.Http.GetJsonAsync($"users/{user}")).Text.ShouldNotContain("698123456");
        app.Logs.Entries.ShouldNotContain(entry => entry.Text.Contains("698123456", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_accept_at_once_and_one_is_in()
    {
        var (user, token) = await InvitedAsync("Cien");
        using var nobody = app.Client(null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AcceptAsync(nobody, token)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Status == HttpStatusCode.NotFound);
        (await app.RowsAsync(app.Organisation, $"a:{user}:")).Count(row => row.GetString("Action") == "invitation.accepted").ShouldBe(1);
    }

    [Fact]
    public async Task Ten_thousand_random_tokens_open_nothing_get_one_answer_and_meet_the_limit_which_tells_nothing()
    {
        var options = FunctionsAppFixture.Options(elsewhere.ConnectionString, new(), [("Storage__ConnectionString", app.StorageConnectionString), ("AttemptsPerMinute", "60"), .. FunctionsAppFixture.Production]);
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, TestContext.Current.CancellationToken);
        using var nobody = FunctionsAppFixture.Client(host.Url, null);
        var (_, token) = await InvitedAsync("Límite");
        var random = new Random(20_260_302);
        var many = int.TryParse(Environment.GetEnvironmentVariable("OMMNIO_TOKENS"), out var wanted) ? wanted : 1_000;
        var shown = Enumerable.Range(0, many).Select(_ => new string(random.GetItems<char>("abcdefghijklmnopqrstuvwxyz234567", 32))).ToList();
        System.Collections.Concurrent.ConcurrentBag<string> answers = [];

        await Parallel.ForEachAsync(shown, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (one, _) => answers.Add(Whole(await AcceptAsync(nobody, one))));

        answers.Distinct().Count().ShouldBe(2);
        answers.Count(answer => answer.StartsWith("NotFound", StringComparison.Ordinal)).ShouldBeInRange(60, 60 + 16);
        answers.ShouldContain(answer => answer.StartsWith("TooManyRequests", StringComparison.Ordinal));
        // Refused, though it works: the limit is no way to tell.
        (await AcceptAsync(nobody, token)).ShouldBeProblem(HttpStatusCode.TooManyRequests, "request.too_many");
        (await nobody.GetJsonAsync($"i/{token}")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static Task<Answer> PressAsync(HttpClient client, string token, string form = "", string language = "es") =>
        client.CallAsync(HttpMethod.Post, $"i/{token}", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"), ("Accept-Language", language));

    private static Task<Answer> AcceptAsync(HttpClient client, string token, string language = "en") =>
        client.PostJsonAsync("invitations/accept", $$"""{"token":"{{token}}"}""", ("Accept-Language", language));

    // All that a caller sees, but the date and the name of this very request.
    private static string Whole(Answer answer)
    {
        var headers = answer.Message.Headers.Concat(answer.Message.Content.Headers).Where(header => header.Key is not ("Date" or "Request-Context")).OrderBy(header => header.Key, StringComparer.Ordinal);
        var trace = answer.Text.StartsWith('{') ? (string?)answer["traceId"] : null;
        return $"{answer.Status} {string.Join(' ', headers.Select(header => $"{header.Key}={string.Join(',', header.Value)}"))} {(trace is null ? answer.Text : answer.Text.Replace(trace, "", StringComparison.Ordinal))}";
    }

    private async Task<(string User, string Token)> InvitedAsync(string name)
    {
        var created = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{name}}","lastName":"Invitada","position":"Cashier","area":"Store Operations","invite":{"channel":"link"} }""")).ShouldBe(HttpStatusCode.Created);
        return (created.Id, ((string)created["invitation"]["link"]!).Split('/')[^1]);
    }

    private async Task<string> IdAsync(string user) => (string)(await app.Http.GetJsonAsync($"users/{user}/invitations"))["items"][0]!["id"]!;

    private async Task<string> StateAsync(string user) => (string)(await app.Http.GetJsonAsync($"users/{user}/invitations"))["items"][0]!["state"]!;

    private async Task<List<string>> ETagsAsync(string user) => [.. (await app.RowsAsync(app.Organisation, "")).Where(row => row.RowKey.Contains(user, StringComparison.Ordinal)).Select(row => $"{row.RowKey} {row.ETag}")];
}
