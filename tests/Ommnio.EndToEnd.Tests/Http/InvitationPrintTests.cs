using System.Net;
using System.Text.RegularExpressions;
using Ommnio.EndToEnd.Tests.Browser;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed partial class InvitationPrintTests(FunctionsAppFixture app, Chromium chromium)
{
    [Fact]
    public async Task An_invitation_is_shown_as_QR_and_as_a_page_without_changing_it()
    {
        var (created, path) = await InvitedAsync("Quima");

        (await app.Http.GetJsonAsync($"{path}/qr.svg")).ShouldBe(HttpStatusCode.OK).Header("Content-Type").ShouldBe("image/svg+xml");
        (await app.Http.GetJsonAsync($"{path}/qr.png")).ShouldBe(HttpStatusCode.OK).Header("Content-Type").ShouldBe("image/png");
        var page = (await app.Http.GetJsonAsync($"{path}/print")).ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain((string)created["invitation"]["link"]!);
        page.Text.ShouldContain("Quima Impresa");
        page.Header("Content-Security-Policy").ShouldNotBeNull().ShouldStartWith("default-src 'none'");
        (await app.Http.GetJsonAsync($"{path}/print")).Text.ShouldBe(page.Text);
    }

    [Fact]
    public async Task Printed_it_is_one_page()
    {
        var (_, path) = await InvitedAsync("Paula");
        var printed = await app.Http.GetJsonAsync($"{path}/print");
        await using var context = await chromium.OpenAsync(new());
        var page = await context.NewPageAsync();
        await page.SetContentAsync(printed.Text);

        var pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });

        PageOfPdf().Count(System.Text.Encoding.Latin1.GetString(pdf)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_there_or_foreign_is_not_shown()
    {
        var (created, path) = await InvitedAsync("Fabia");
        using var foreign = app.Client(app.Foreign.ApiKey);

        (await foreign.GetJsonAsync($"{path}/qr.svg")).ShouldBeProblem(HttpStatusCode.NotFound, "invitation.not_found");
        (await app.Http.GetJsonAsync($"users/{created.Id}/invitations/{Guid.NewGuid():N}/qr.svg")).ShouldBeProblem(HttpStatusCode.NotFound, "invitation.not_found");
        (await app.Http.GetJsonAsync($"users/{created.Id}/invitations/x/print")).ShouldBeProblem(HttpStatusCode.NotFound, "invitation.not_found");
    }

    private async Task<(Answer Created, string Path)> InvitedAsync(string name)
    {
        var created = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{name}}","lastName":"Impresa","position":"Cashier","area":"Store Operations","invite":{"channel":"qr" } }""")).ShouldBe(HttpStatusCode.Created);
        return (created, $"users/{created.Id}/invitations/{(string)created["invitation"]["id"]!}");
    }

    [GeneratedRegex(@"/Type\s*/Page[^s]")]
    private static partial Regex PageOfPdf();
}
