using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class ListTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task Users_come_in_name_order_page_by_page_and_each_once()
    {
        foreach (var name in (string[])["Zoe", "Álvaro", "bea", "Óscar", "Carla"])
        {
            (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Lista {{name}}","lastName":"X","position":"Cashier","area":"Store Operations"}""")).ShouldBe(HttpStatusCode.Created);
        }

        List<string> names = [];
        for (string? after = ""; after is not null;)
        {
            var page = (await app.Http.GetJsonAsync($"users?q=LISTA&limit=2{(after.Length == 0 ? "" : $"&after={Uri.EscapeDataString(after)}")}")).ShouldBe(HttpStatusCode.OK);
            page["items"].AsArray().Count.ShouldBeInRange(0, 2);
            names.AddRange(page["items"].AsArray().Select(user => (string)user!["firstName"]!));
            after = (string?)page.Json["next"];
        }

        names.ShouldBe(["Lista Álvaro", "Lista bea", "Lista Carla", "Lista Óscar", "Lista Zoe"]);
    }

    [Fact]
    public async Task A_line_says_who_it_is_and_no_contact_data()
    {
        var page = (await app.Http.GetJsonAsync("users?q=ada%20admin")).ShouldBe(HttpStatusCode.OK);

        page.Text.ShouldBe($$"""{"items":[{"id":"{{app.Organisation.UserIdByCode["AA-1"]}}","firstName":"Ada","lastName":"Admin","position":"Director","area":"Head Office","location":null,"code":"AA-1","role":"accountAdministrator"}],"next":null}""");
    }

    [Theory]
    [InlineData("limit=0", "limit", "request.bad_limit")]
    [InlineData("limit=1001", "limit", "request.bad_limit")]
    [InlineData("limit=ten", "limit", "request.bad_limit")]
    [InlineData("limit=-1", "limit", "request.bad_limit")]
    [InlineData("state=Active", "state", "list.unknown_state")]
    [InlineData("team=x", "team", "team.unknown")]
    [InlineData("team=", "team", "team.unknown")]
    [InlineData("group=x", "group", "group.unknown")]
    [InlineData("relatedTo=0198a2b47cbe7d2f8c5f3f9f6d1f2a3b", "relatedTo", "manager.unknown")]
    [InlineData("area=", "area", "text.missing")]
    [InlineData("sort=age", "sort", "list.unknown_sort")]
    [InlineData("sort=code&area=a", "sort", "list.sort_with_filter")]
    [InlineData("teams=x", "teams", "request.unknown_parameter")]
    [InlineData("Q=x", "Q", "request.unknown_parameter")]
    [InlineData("after=junk", "after", "request.bad_cursor")]
    [InlineData("after=", "after", "request.bad_cursor")]
    public async Task A_parameter_that_cannot_be_meant_is_refused_by_name(string query, string field, string code) =>
        (await app.Http.GetJsonAsync($"users?{query}")).ShouldBeProblem(HttpStatusCode.BadRequest, code).CodesOf(field).ShouldBe([code]);

    [Fact]
    public async Task A_search_text_of_more_than_200_characters_is_refused() =>
        (await app.Http.GetJsonAsync($"users?q={new string('a', 201)}")).ShouldBeProblem(HttpStatusCode.BadRequest, "text.too_long");

    [Theory]
    [InlineData("%00")]
    [InlineData("'%20or%20PartitionKey%20ge%20'")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("%2F%5C%3F%23%25")]
    public async Task A_search_for_strange_characters_finds_nobody(string text) =>
        (await app.Http.GetJsonAsync($"users?q={text}")).ShouldBe(HttpStatusCode.OK)["items"].AsArray().ShouldBeEmpty();

    [Fact]
    public async Task A_cursor_of_another_organisation_or_another_search_is_refused()
    {
        using var foreign = app.Client(app.Foreign.ApiKey);
        await foreign.PostJsonAsync("users", """{"firstName":"Otto","lastName":"Other","position":"P","area":"A"}""");
        var cursor = Uri.EscapeDataString((string)(await foreign.GetJsonAsync("users?limit=1"))["next"]!);

        (await foreign.GetJsonAsync($"users?limit=1&after={cursor}")).ShouldBe(HttpStatusCode.OK);
        (await foreign.GetJsonAsync($"users?limit=1&q=o&after={cursor}")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
        (await app.Http.GetJsonAsync($"users?limit=1&after={cursor}")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
    }
}
