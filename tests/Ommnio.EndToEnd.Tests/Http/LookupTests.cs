using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class LookupTests(FunctionsAppFixture app)
{
    [Theory]
    [InlineData("A/17")]
    [InlineData("#5 50% ¿?&=+")]
    [InlineData("con ñ y 日本")]
    [InlineData(@"back\slash")]
    [InlineData("a//b")]
    [InlineData("007")]
    [InlineData("it's; a:b~c|d")]
    [InlineData("100%")]
    [InlineData("50%25")]
    [InlineData("%")]
    public async Task A_code_of_any_printable_characters_is_found_in_the_address(string code)
    {
        var created = (await app.Http.PostJsonAsync("users", With(code))).ShouldBe(HttpStatusCode.Created);

        var found = (await app.Http.GetJsonAsync($"users/by-code/{Uri.EscapeDataString(code)}")).ShouldBe(HttpStatusCode.OK);

        found.Id.ShouldBe(created.Id);
        ((string?)found["code"]).ShouldBe(code);
    }

    [Theory]
    [InlineData("A%2FB")]
    [InlineData("..")]
    public async Task A_code_that_addresses_cannot_carry_is_found_by_the_list(string code)
    {
        var created = (await app.Http.PostJsonAsync("users", With(code))).ShouldBe(HttpStatusCode.Created);

        var found = (await app.Http.PostJsonAsync("users/lookup", JsonSerializer.Serialize(new { codes = new[] { code } }))).ShouldBe(HttpStatusCode.OK);

        ((string?)found["found"][0]!["id"]).ShouldBe(created.Id);
    }

    [Fact]
    public async Task A_code_is_found_by_any_spelling_that_folds_to_it_and_comes_back_as_sent()
    {
        await app.Http.PostJsonAsync("users", With("Ab-９"));

        ((string?)(await app.Http.GetJsonAsync($"users/by-code/{Uri.EscapeDataString(" aB-9 ")}")).ShouldBe(HttpStatusCode.OK)["code"]).ShouldBe("Ab-９");
        (await app.Http.GetJsonAsync("users/by-code/0Ab-9")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    [Theory]
    [InlineData("users/by-code/nobodys")]
    [InlineData("users/by-code/")]
    [InlineData("users/by-code/%FF%FE")]
    public async Task An_unknown_code_is_not_found(string path) =>
        (await app.Http.GetJsonAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");

    [Fact]
    public async Task A_list_of_codes_is_answered_in_the_order_asked_and_unknown_ones_are_named()
    {
        var answer = (await app.Http.PostJsonAsync("users/lookup", """{"codes":["F-1","nobody","aa-1","","F-1","M-1"]}""")).ShouldBe(HttpStatusCode.OK);

        answer["found"].AsArray().Select(user => (string)user!["code"]!).ShouldBe(["F-1", "AA-1", "F-1", "M-1"]);
        answer["missing"].AsArray().Select(code => (string)code!).ShouldBe(["nobody", ""]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task A_list_of_none_or_more_than_a_hundred_is_refused(int count)
    {
        var codes = JsonSerializer.Serialize(new { codes = Enumerable.Range(0, count).Select(n => $"{n}") });

        (await app.Http.PostJsonAsync("users/lookup", codes)).ShouldBeProblem(HttpStatusCode.BadRequest, "lookup.count").CodesOf("codes").ShouldBe(["lookup.count"]);
    }

    [Fact]
    public async Task An_ID_is_found_whatever_its_spaces_and_hyphens_and_is_in_no_answer()
    {
        var created = (await app.Http.PostJsonAsync("users", """{"firstName":"Ida","lastName":"Id","position":"Cashier","area":"Store Operations","nationalId":"X-1234567-L"}""")).ShouldBe(HttpStatusCode.Created);

        var found = (await app.Http.PostJsonAsync("users/lookup-id", """{"nationalId":"x 1234567 l"}""")).ShouldBe(HttpStatusCode.OK);

        found.Id.ShouldBe(created.Id);
        ((bool)found["hasId"]!).ShouldBeTrue();
        found.Text.ShouldNotContain("1234567");
        (await app.Http.PostJsonAsync("users/lookup-id", """{"nationalId":"Y-1234567-L"}""")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.PostJsonAsync("users/lookup-id", "{}")).ShouldBeProblem(HttpStatusCode.BadRequest, "text.missing").CodesOf("nationalId").ShouldBe(["text.missing"]);
    }

    private static string With(string code) => JsonSerializer.Serialize(new { firstName = "Cody", lastName = "Code", position = "Cashier", area = "Store Operations", code });
}
