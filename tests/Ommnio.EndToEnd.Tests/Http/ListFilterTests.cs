using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class ListFilterTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task Filters_list_whom_they_name_alone_and_together()
    {
        var (bakery, trucks) = (await TeamAsync("Bakery"), await TeamAsync("Trucks"));
        var boss = await AddAsync("Filo Jefa", "Filtros Uno", """ "code":"FL-2" """);
        await AddAsync("Filo Ana", "Filtros Uno", $$""" "location":"Lugo Norte","tags":["filtrada"],"teams":[{"name":"Bakery"}],"relatedTo":{"id":"{{boss}}"},"code":"FL-1" """);
        await AddAsync("Filo Bea", "Filtros Uno", """ "location":"Lugo Sur","tags":["filtrada"],"teams":[{"name":"Trucks"}] """);
        await AddAsync("Filo Eva", "Filtros Dos", """ "location":"Lugo Norte","teams":[{"name":"Bakery"},{"name":"Trucks"}] """);

        (await NamesAsync("area=FILTROS%20uno")).ShouldBe(["Filo Ana", "Filo Bea", "Filo Jefa"]);
        (await NamesAsync("location=lugo%20norte")).ShouldBe(["Filo Ana", "Filo Eva"]);
        (await NamesAsync("tag=Filtrada")).ShouldBe(["Filo Ana", "Filo Bea"]);
        (await NamesAsync($"relatedTo={boss}")).ShouldBe(["Filo Ana"]);
        (await NamesAsync($"team={trucks}&q=filo")).ShouldBe(["Filo Bea", "Filo Eva"]);
        (await NamesAsync($"team={bakery}&location=lugo%20norte")).ShouldBe(["Filo Ana", "Filo Eva"]);
        (await NamesAsync($"team={bakery}&location=lugo%20norte&tag=filtrada")).ShouldBe(["Filo Ana"]);
        (await NamesAsync("state=pending&area=filtros%20dos")).ShouldBe(["Filo Eva"]);
        (await NamesAsync("state=active&area=filtros%20dos")).ShouldBeEmpty();
        (await NamesAsync("area=nobody%20has%20this")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chat_groups_members_are_direct_and_through_teams()
    {
        var trucks = await TeamAsync("Trucks");
        var truckers = (string)(await app.Http.GetJsonAsync($"teams/{trucks}"))["chatGroups"].AsArray().Single(group => (string)group!["name"]! == "Truckers")!["id"]!;
        await AddAsync("Grupa Ana", "Grupos", """ "teams":[{"name":"Trucks"}],"chatGroups":[{"name":"Truckers"}] """);
        await AddAsync("Grupa Bea", "Grupos", """ "chatGroups":[{"name":"Truckers"}] """);
        await AddAsync("Grupa Eva", "Grupos", """ "teams":[{"name":"Trucks"}] """);
        await AddAsync("Grupa Zoe", "Grupos", """ "teams":[{"name":"Bakery"}] """);

        (await NamesAsync($"group={truckers}&q=grupa")).ShouldBe(["Grupa Ana", "Grupa Bea", "Grupa Eva"]);
    }

    [Fact]
    public async Task People_are_found_by_their_last_name_too()
    {
        await AddAsync("Pía", "Buscados", last: "Rebolledo Sanz");
        await AddAsync("Rebollo", "Buscados", last: "Gil");

        (await NamesAsync("q=reboll")).ShouldBe(["Rebollo", "Pía"]);
        (await NamesAsync("q=REBOLLEDO%20s&area=buscados")).ShouldBe(["Pía"]);
    }

    [Fact]
    public async Task R35_A_Team_Administrator_lists_their_own_and_a_foreign_team_is_an_unknown_one()
    {
        await AddAsync("Ámbito Ana", "Ámbitos", """ "teams":[{"name":"Bakery"}] """);
        await AddAsync("Ámbito Bea", "Ámbitos", """ "teams":[{"name":"Trucks"}] """);
        await AddAsync("Ámbito Eva", "Ámbitos", "");
        await AddAsync("Ámbito Ida", "Ámbitos", """ "teams":[{"name":"Trucks"},{"name":"Stores"}] """);
        using var client = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);

        (await NamesAsync("area=ambitos", client)).ShouldBe(["Ámbito Ana", "Ámbito Ida"]);
        (await NamesAsync("q=ambito", client)).ShouldBe(["Ámbito Ana", "Ámbito Ida"]);
        (await NamesAsync("q=tom", client)).ShouldBe(["Tom"]);
        var trucks = await TeamAsync("Trucks");
        foreach (var (filter, foreign, code) in ((string, string, string)[])[("team", trucks, "team.unknown"), ("group", await GroupAsync("Truckers", trucks), "group.unknown"), ("relatedTo", app.Organisation.UserIdByCode["F-1"], "manager.unknown")])
        {
            var answers = new List<string>();
            foreach (var id in (string[])[foreign, "0198a2b47cbe7d2f8c5f3f9f6d1f2a3b"])
            {
                var answer = (await client.GetJsonAsync($"users?{filter}={id}")).ShouldBeProblem(HttpStatusCode.BadRequest, code);
                answers.Add(answer["errors"].ToJsonString() + answer["detail"].ToJsonString());
            }

            answers[0].ShouldBe(answers[1]);
        }

        (await client.GetJsonAsync("users?sort=code")).ShouldBeProblem(HttpStatusCode.BadRequest, "list.sort_with_filter");
    }

    [Fact]
    public async Task A_Team_Administrators_pages_are_full()
    {
        for (var number = 0; number < 6; number++)
        {
            await AddAsync($"Pagina {number}", "Páginas", number % 2 == 0 ? """ "teams":[{"name":"Bakery"}] """ : """ "teams":[{"name":"Trucks"}] """);
        }

        using var client = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);
        var first = await client.GetJsonAsync("users?area=paginas&limit=2");
        var second = await client.GetJsonAsync($"users?area=paginas&limit=2&after={(string)first["next"]!}");

        (first["items"].AsArray().Count, second["items"].AsArray().Count, (string?)second.Json["next"]).ShouldBe((2, 1, null));
    }

    [Fact]
    public async Task By_code_the_whole_list_is_sorted_without_those_who_have_none()
    {
        await AddAsync("Sin Código", "Códigos", "");
        List<string> codes = [];
        for (string? after = ""; after is not null;)
        {
            var page = (await app.Http.GetJsonAsync($"users?sort=code&limit=3{(after.Length == 0 ? "" : $"&after={after}")}")).ShouldBe(HttpStatusCode.OK);
            codes.AddRange(page["items"].AsArray().Select(user => (string)user!["code"]!));
            after = (string?)page.Json["next"];
        }

        codes.ShouldBeSubsetOf(codes.Distinct());
        codes.Count.ShouldBe(codes.Distinct().Count());
        ((IEnumerable<string>)["AA-1", "B-1", "F-1", "M-1", "TA-1"]).ShouldBe(codes.Where(code => code is "AA-1" or "B-1" or "F-1" or "M-1" or "TA-1"));
    }

    [Fact]
    public async Task Refusals_say_the_way_out_in_the_callers_language() =>
        (await app.Http.GetJsonAsync("users?sort=code&q=a", ("Accept-Language", "es"))).ShouldBeProblem(HttpStatusCode.BadRequest, "list.sort_with_filter").MessageOf("sort").ShouldContain("ordena por name");

    private async Task<string> AddAsync(string first, string area, string more = "", string last = "Prueba")
    {
        var fields = more.Trim().Length == 0 ? "" : $",{more}";
        return (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{first}}","lastName":"{{last}}","position":"Cashier","area":"{{area}}"{{fields}}}""")).ShouldBe(HttpStatusCode.Created).Id;
    }

    private async Task<IEnumerable<string>> NamesAsync(string query, HttpClient? client = null) =>
        (await (client ?? app.Http).GetJsonAsync($"users?{query}")).ShouldBe(HttpStatusCode.OK)["items"].AsArray().Select(user => (string)user!["firstName"]!);

    private async Task<string> TeamAsync(string name) =>
        (string)(await app.Http.GetJsonAsync("teams"))["items"].AsArray().Single(team => (string)team!["name"]! == name)!["id"]!;

    private async Task<string> GroupAsync(string name, string team) =>
        (string)(await app.Http.GetJsonAsync($"teams/{team}"))["chatGroups"].AsArray().Single(group => (string)group!["name"]! == name)!["id"]!;
}
