using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class TeamTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task A_team_is_created_renamed_moved_and_linked()
    {
        var stores = await IdOfAsync("Stores");
        var team = (await app.Http.PostJsonAsync("teams", $$"""{"name":"Fish counter","parent":"{{stores}}"}""")).ShouldBe(HttpStatusCode.Created);
        team.Header("Location").ShouldBe($"/api/teams/{team.Id}");

        var renamed = (await app.Http.PatchJsonAsync($"teams/{team.Id}", """{"name":"Fish and meat","parent":null}""", ("If-Match", team.ETag))).ShouldBe(HttpStatusCode.OK);
        (renamed.Json["parent"], renamed.ETag).ShouldBe((null, "\"2\""));
        (await app.Http.PatchJsonAsync($"teams/{team.Id}", """{"name":"Other"}""", ("If-Match", team.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "team.stale");

        var group = (string)(await app.Http.GetJsonAsync($"teams/{stores}"))["chatGroups"][0]!["id"]!;
        var linked = (await app.Http.CallAsync(HttpMethod.Put, $"teams/{team.Id}/chat-groups/{group}", null)).ShouldBe(HttpStatusCode.OK);
        ((string?)linked["chatGroups"][0]!["name"]).ShouldBe("All staff");
        var user = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Fina","lastName":"Pez","position":"Seller","area":"Fish","teams":[{"id":"{{team.Id}}"}]}""")).ShouldBe(HttpStatusCode.Created);
        ((string?)user["chatGroups"][0]!["via"]![0]).ShouldBe($"team:{team.Id}");

        var writers = (await app.Http.CallAsync(HttpMethod.Put, $"teams/{team.Id}/chat-groups/{group}", Calls.Body("""{"role":"writer"}"""))).ShouldBe(HttpStatusCode.OK);
        ((string?)writers["chatGroups"][0]!["role"]).ShouldBe("writer");
        ((string?)(await app.Http.GetJsonAsync($"users/{user.Id}"))["chatGroups"][0]!["role"]).ShouldBe("writer");
        (await app.Http.CallAsync(HttpMethod.Put, $"teams/{team.Id}/chat-groups/{group}", Calls.Body("""{"role":"boss"}"""))).ShouldBeProblem(HttpStatusCode.BadRequest, "group.unknown_role");

        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{team.Id}/chat-groups/{group}", null)).ShouldBe(HttpStatusCode.OK)["chatGroups"].AsArray().ShouldBeEmpty();
        (await app.Http.GetJsonAsync($"users/{user.Id}"))["chatGroups"].AsArray().ShouldBeEmpty();
        (await app.Http.CallAsync(HttpMethod.Put, $"teams/{team.Id}/chat-groups/0198", null)).ShouldBeProblem(HttpStatusCode.NotFound, "group.not_found");
    }

    [Fact]
    public async Task Of_fifty_who_create_a_team_of_one_name_at_once_one_does_and_repeats_of_one_request_make_one_team()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => CreatedAsync(n % 2 == 0 ? "Éclair bar" : "eclair  BAR")));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict);

        var repeats = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreatedAsync("Churro bar", ("Idempotency-Key", "churro"))));
        repeats.Select(answer => (answer.Status, answer.Text)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.Created);
        (await app.Http.PostJsonAsync("teams", """{"name":"Other bar"}""", ("Idempotency-Key", "churro"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
    }

    [Fact]
    public async Task R34_Two_moves_at_once_never_make_a_circle()
    {
        var (one, two) = ((await CreatedAsync("Circle one")).Id, (await CreatedAsync("Circle two")).Id);

        await Task.WhenAll(MoveAsync(one, two), MoveAsync(two, one));

        var parents = new[] { await app.Http.GetJsonAsync($"teams/{one}"), await app.Http.GetJsonAsync($"teams/{two}") }.Count(team => team.Json["parent"] is not null);
        parents.ShouldBe(1);
    }

    [Fact]
    public async Task A_team_administrator_makes_teams_below_their_own_alone()
    {
        var acting = ("Ommnio-Acting-User", app.Organisation.UserIdByCode["TA-1"]);
        var (bakery, trucks) = (await IdOfAsync("Bakery"), await IdOfAsync("Trucks"));

        (await app.Http.PostJsonAsync("teams", $$"""{"name":"Bread","parent":"{{bakery}}"}""", acting)).ShouldBe(HttpStatusCode.Created);
        (await app.Http.PostJsonAsync("teams", """{"name":"Tops"}""", acting)).ShouldBeProblem(HttpStatusCode.Forbidden, "team.top_level");
        (await app.Http.PostJsonAsync("teams", $$"""{"name":"Vans","parent":"{{trucks}}"}""", acting)).ShouldBeProblem(HttpStatusCode.BadRequest, "team.unknown");
        (await app.Http.PatchJsonAsync($"teams/{trucks}", """{"name":"Mine"}""", acting)).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
    }

    private Task<Answer> CreatedAsync(string name, params (string Name, string Value)[] headers) => app.Http.PostJsonAsync("teams", $$"""{"name":"{{name}}"}""", headers);

    // Whoever is told that others are changing teams asks again, as the answer says.
    private async Task MoveAsync(string team, string parent)
    {
        while ((await app.Http.PatchJsonAsync($"teams/{team}", $$"""{"parent":"{{parent}}"}""")).Status == HttpStatusCode.ServiceUnavailable)
        {
        }
    }

    private async Task<string> IdOfAsync(string name) =>
        (await app.Http.GetJsonAsync("teams"))["items"].AsArray().Where(team => (string)team!["name"]! == name).Select(team => (string)team!["id"]!).Single();
}
