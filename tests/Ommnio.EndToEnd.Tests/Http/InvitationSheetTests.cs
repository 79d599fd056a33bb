using System.Net;
using System.Text.RegularExpressions;
using Ommnio.EndToEnd.Tests.Browser;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>The invitations of a whole team or area on paper, from the call to what a camera sees.</summary>
public sealed partial class InvitationSheetTests(FunctionsAppFixture app, Chromium chromium)
{
    [Fact]
    public async Task Preparing_invites_who_has_none_keeps_what_works_and_may_be_repeated_side_by_side()
    {
        var (area, invited) = ("Sheet prepared", (await RegisterAsync("Zoe", "Sheet prepared", more: ""","invite":{"channel":"link"}""")).Id);
        var link = (string)(await ListAsync(invited))[0]!["link"]!;
        for (var number = 0; number < 7; number++)
        {
            await RegisterAsync($"Ana{number}", area);
        }

        var prepared = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Http.PostJsonAsync(Of(area), "")));

        prepared.Sum(answer => (int)answer.ShouldBe(HttpStatusCode.OK)["invited"]).ShouldBe(7);
        var again = (await app.Http.PostJsonAsync(Of(area), "")).ShouldBe(HttpStatusCode.OK);
        ((int)again["invited"], (int)again["alreadyInvited"], (int)again["notAllowed"], (int)again["busy"], (string?)again["next"]).ShouldBe((0, 8, 0, 0, null));
        (await ListAsync(invited)).Count.ShouldBe(1);
        // A QR shows the very link that the administrator has passed on.
        (await app.Http.GetJsonAsync(Of(area))).ShouldBe(HttpStatusCode.OK).Text.ShouldContain(link);
    }

    [Fact]
    public async Task A_sheet_shows_and_invites_nobody_and_says_who_is_missing()
    {
        const string area = "Sheet shown";
        await RegisterAsync("Eva", area);
        var invited = (await RegisterAsync("Iris", area, ""","invite":{"channel":"qr"}""")).Id;
        var before = await RowsAsync(invited);

        var sheet = (await app.Http.GetJsonAsync(Of(area), ("Accept-Language", "en"))).ShouldBe(HttpStatusCode.OK);

        sheet.Header("Content-Security-Policy").ShouldNotBeNull().ShouldStartWith("default-src 'none'");
        sheet.Text.ShouldContain("Not here, because they have no invitation that works: 1.");
        sheet.Text.ShouldNotContain("Eva");
        Articles(sheet).ShouldBe(1);
        (await RowsAsync(invited)).ShouldBe(before);
    }

    [Fact]
    public async Task On_paper_there_are_six_to_a_page_each_whole_in_its_own_language_with_a_code_that_a_camera_reads()
    {
        const string area = "Sheet printed";
        for (var number = 0; number < 7; number++)
        {
            await RegisterAsync(number == 0 ? new string('W', 90) : $"Pia{number}", area, number % 2 == 0 ? ""","language":"en" """ : ""","language":"es" """, number == 0 ? new string('M', 90) : "Larga");
        }

        (await app.Http.PostJsonAsync(Of(area), "")).ShouldBe(HttpStatusCode.OK);
        var sheet = (await app.Http.GetJsonAsync(Of(area))).ShouldBe(HttpStatusCode.OK);
        await using var browser = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1_000, Height = 1_400 } });
        var page = await browser.NewPageAsync();
        await page.SetContentAsync(sheet.Text);

        PageOfPdf().Count(System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }))).ShouldBe(2);
        var cards = page.Locator("article");
        (await cards.CountAsync()).ShouldBe(7);
        (await page.EvaluateAsync<int>("[...document.querySelectorAll('article')].filter(card => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth).length")).ShouldBe(0, "nothing is cut off");
        for (var place = 0; place < 7; place++)
        {
            var card = cards.Nth(place);
            var seen = await Camera.ReadAsync(browser, await card.Locator(".qr").ScreenshotAsync());
            seen.ShouldBe(await card.Locator(".link").InnerTextAsync());
            seen.ShouldNotBeNull().ShouldMatch("^https://people.example/api/i/[a-z2-7]{32}$");
            (await card.GetAttributeAsync("lang") == "es").ShouldBe((await card.InnerTextAsync()).Contains("Apunta con la cámara", StringComparison.Ordinal));
        }

        (await page.Locator("script, img, link, iframe").CountAsync()).ShouldBe(0);
        (await page.Locator("[role=img][aria-label]").CountAsync()).ShouldBe(7);
    }

    [Fact]
    public async Task A_teams_sheet_holds_everything_below_it_in_sheets_of_a_limit_that_go_on_and_name_everybody_once()
    {
        var team = (await app.Http.PostJsonAsync("teams", """{"name":"Print crew"}""")).ShouldBe(HttpStatusCode.Created).Id;
        var below = (await app.Http.PostJsonAsync("teams", $$"""{"name":"Print crew, nights","parent":"{{team}}"}""")).ShouldBe(HttpStatusCode.Created).Id;
        for (var number = 0; number < 5; number++)
        {
            await RegisterAsync($"Team{number}", "Print area", $$""","teams":[{"id":"{{(number % 2 == 0 ? team : below)}}"}],"invite":{"channel":"qr"}""");
        }

        List<string> names = [];
        for (var address = $"invitations/sheet?team={team}&limit=2"; address is not null;)
        {
            var sheet = (await app.Http.GetJsonAsync(address)).ShouldBe(HttpStatusCode.OK);
            Articles(sheet).ShouldBeLessThanOrEqualTo(2);
            names.AddRange(Name().Matches(sheet.Text).Select(match => match.Groups[1].Value));
            address = sheet.Header("Link") is { } next ? NextPage().Match(next).Groups[1].Value : null;
        }

        names.ShouldBe(["Team0", "Team1", "Team2", "Team3", "Team4"]);
    }

    [Fact]
    public async Task R35_D27_Only_who_may_invite_them_gets_their_codes()
    {
        using var tom = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);
        var teams = (await app.Http.GetJsonAsync("teams"))["items"].AsArray().ToDictionary(team => (string)team!["name"]!, team => (string)team!["id"]!);
        const string area = "Sheet ruled";
        await RegisterAsync("Own", area, $$""","teams":[{"id":"{{teams["Bakery"]}}"}]""");
        await RegisterAsync("Shared", area, $$""","teams":[{"id":"{{teams["Bakery"]}}"},{"id":"{{teams["Trucks"]}}","role":"administrator"}]""");
        await RegisterAsync("Foreign", area, $$""","teams":[{"id":"{{teams["Trucks"]}}"}],"invite":{"channel":"qr"}""");
        using var stranger = app.Client(app.Foreign.ApiKey);

        (await tom.GetJsonAsync($"invitations/sheet?team={teams["Trucks"]}")).ShouldBeProblem(HttpStatusCode.BadRequest, "team.unknown");
        var prepared = (await tom.PostJsonAsync(Of(area), "")).ShouldBe(HttpStatusCode.OK);
        var printed = (await tom.GetJsonAsync(Of(area), ("Accept-Language", "en"))).ShouldBe(HttpStatusCode.OK);

        ((int)prepared["invited"], (int)prepared["notAllowed"]).ShouldBe((1, 1));
        Name().Matches(printed.Text).Select(match => match.Groups[1].Value).ShouldBe(["Own"]);
        printed.Text.ShouldContain("rights beyond yours: 1.");
        Articles(await stranger.GetJsonAsync(Of(area))).ShouldBe(0);
        (await app.Client(app.Organisation.ApiKeys["reader"]).GetJsonAsync(Of(area))).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
    }

    [Theory]
    [InlineData("", "sheet.whose")]
    [InlineData("?area=", "text.missing")]
    [InlineData("?team=x", "team.unknown")]
    [InlineData("?area=a&limit=121", "request.bad_limit")]
    [InlineData("?area=a&state=active", "request.unknown_parameter")]
    [InlineData("?area=a&after=x", "request.bad_cursor")]
    public async Task What_is_asked_wrongly_is_said(string query, string code)
    {
        (await app.Http.GetJsonAsync($"invitations/sheet{query}")).ShouldBeProblem(HttpStatusCode.BadRequest, code);
        (await app.Http.PostJsonAsync($"invitations/sheet{query}", "")).ShouldBeProblem(HttpStatusCode.BadRequest, code);
    }

    private static string Of(string area) => $"invitations/sheet?area={Uri.EscapeDataString(area)}";

    private static int Articles(Answer sheet) => sheet.Text.Split("<article").Length - 1;

    private async Task<Answer> RegisterAsync(string name, string area, string more = "", string lastName = "Hoja") =>
        (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{name}}","lastName":"{{lastName}}","position":"Cashier","area":"{{area}}"{{more}}}""")).ShouldBe(HttpStatusCode.Created);

    private async Task<System.Text.Json.Nodes.JsonArray> ListAsync(string user) => (await app.Http.GetJsonAsync($"users/{user}/invitations"))["items"].AsArray();

    private async Task<List<string>> RowsAsync(string user)
    {
        await Until.TrueAsync("the queue is done with it", async () => (string)(await ListAsync(user))[0]!["state"]! == "sent");
        return [.. (await app.RowsAsync(app.Organisation, "")).Where(row => row.RowKey.Contains(user, StringComparison.Ordinal)).Select(row => $"{row.RowKey} {row.ETag}")];
    }

    [GeneratedRegex(@"/Type\s*/Page[^s]")]
    private static partial Regex PageOfPdf();

    [GeneratedRegex("<p class=\"for\">Para (\\w+) Hoja</p>")]
    private static partial Regex Name();

    [GeneratedRegex("^</api/([^>]+)>; rel=\"next\"$")]
    private static partial Regex NextPage();
}
