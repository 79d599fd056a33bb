using System.Net;
using System.Text.Json.Nodes;
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
    public async Task R34_D32_A_team_is_deleted_from_below_and_with_members_by_its_name_and_a_job()
    {
        var top = (await CreatedAsync("Doomed")).ShouldBe(HttpStatusCode.Created);
        var below = (await app.Http.PostJsonAsync("teams", $$"""{"name":"Doomed below","parent":"{{top.Id}}","membersSeeEachOther":false}""")).ShouldBe(HttpStatusCode.Created);
        ((bool)below["membersSeeEachOther"]!).ShouldBeFalse();
        var user = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Dora","lastName":"Doom","position":"P","area":"A","teams":[{"id":"{{below.Id}}","role":"administrator"}]}""")).ShouldBe(HttpStatusCode.Created);
        (await app.Http.GetJsonAsync($"teams/{below.Id}"))["administrators"].ToJsonString().ShouldBe($$"""[{"id":"{{user.Id}}","name":"Dora Doom"}]""");

        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{top.Id}?confirm=Doomed", null)).ShouldBeProblem(HttpStatusCode.Conflict, "team.has_children")["detail"].ToString().ShouldContain("Doomed below");
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{below.Id}", null)).ShouldBeProblem(HttpStatusCode.Conflict, "team.has_members");
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{below.Id}?confirm=Doomed", null)).ShouldBeProblem(HttpStatusCode.BadRequest, "team.delete.confirm");
        var job = (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{below.Id}?confirm=doomed%20below", null, ("If-Match", below.ETag))).ShouldBe(HttpStatusCode.Accepted);

        // Nothing is shown of the team from the first moment on, and the memberships end by the job.
        (await app.Http.GetJsonAsync($"teams/{below.Id}")).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
        (await app.Http.GetJsonAsync($"users/{user.Id}"))["teams"].AsArray().ShouldBeEmpty();
        await Until.TrueAsync("the job is done", async () => (string?)(await app.Http.GetJsonAsync(job.Header("Location")!["/api/".Length..]))["state"] == "done");
        (await app.RowsAsync(app.Organisation, $"p:team:{below.Id}")).ShouldBeEmpty();
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{top.Id}", null)).ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{top.Id}", null)).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
    }

    [Fact]
    public async Task D32_A_team_administrator_deletes_empty_teams_below_their_own_alone()
    {
        var acting = ("Ommnio-Acting-User", app.Organisation.UserIdByCode["TA-1"]);
        var stores = await IdOfAsync("Stores");
        var team = (await app.Http.PostJsonAsync("teams", $$"""{"name":"Pop-up","parent":"{{stores}}"}""", acting)).ShouldBe(HttpStatusCode.Created);
        var user = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Paul","lastName":"Up","position":"P","area":"A","teams":[{"id":"{{team.Id}}"}]}""", acting)).ShouldBe(HttpStatusCode.Created);

        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{team.Id}?confirm=Pop-up", null, acting)).ShouldBeProblem(HttpStatusCode.Forbidden, "team.delete_members");
        (await app.Http.PatchJsonAsync($"users/{user.Id}", $$"""{"teams":[{"id":"{{stores}}"}]}""", acting)).ShouldBe(HttpStatusCode.OK);
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{team.Id}", null, acting)).ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{await IdOfAsync("Trucks")}", null, acting)).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
    }

    [Fact]
    public async Task D31_Members_are_listed_of_the_team_alone_or_with_all_below_each_once()
    {
        var top = (await CreatedAsync("Choir")).ShouldBe(HttpStatusCode.Created).Id;
        var below = (await app.Http.PostJsonAsync("teams", $$"""{"name":"Altos","parent":"{{top}}"}""")).ShouldBe(HttpStatusCode.Created).Id;
        foreach (var (name, teams) in new[] { ("Ana", $$"""{"id":"{{top}}"},{"id":"{{below}}","role":"administrator"}"""), ("Bea", $$"""{"id":"{{below}}"}"""), ("Eva", $$"""{"id":"{{top}}"}""") })
        {
            (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{name}}","lastName":"Coro","position":"P","area":"A","teams":[{{teams}}]}""")).ShouldBe(HttpStatusCode.Created);
        }

        (await app.Http.GetJsonAsync($"teams/{top}/members"))["items"].AsArray().Select(Line).ShouldBe(["Ana member 1", "Eva member 1"]);
        var first = (await app.Http.GetJsonAsync($"teams/{top}/members?below=true&limit=2")).ShouldBe(HttpStatusCode.OK);
        first["items"].AsArray().Select(Line).ShouldBe(["Ana administrator 2", "Bea member 1"]);
        var after = Uri.EscapeDataString((string)first["next"]!);
        (await app.Http.GetJsonAsync($"teams/{top}/members?below=true&limit=2&after={after}"))["items"].AsArray().Select(Line).ShouldBe(["Eva member 1"]);

        (await app.Http.GetJsonAsync($"teams/{top}/members?after={after}")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
        (await app.Http.GetJsonAsync($"teams/{top}/members?below=yes&limit=0&deep=1")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.unknown_parameter").CodesOf("below").ShouldBe(["list.bad_below"]);
        (await app.Http.GetJsonAsync($"teams/{top}/members", ("Ommnio-Acting-User", app.Organisation.UserIdByCode["TA-1"]))).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
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

    private static string Line(JsonNode? member) => $"{member!["firstName"]} {member["role"]} {member["teams"]!.AsArray().Count}";

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
