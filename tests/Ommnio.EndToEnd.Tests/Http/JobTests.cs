using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>Rules over everybody: looked at first, then applied by a job. Teams and areas of their own, so that nobody else's users move.</summary>
public sealed class JobTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task D40_R27_Rules_are_previewed_then_applied_and_the_job_tells_how_far_it_is()
    {
        var users = await UsersAsync("Muelle", 3);
        var team = await TeamAsync("Dock crew");
        var set = await SetAsync(team, """{"rules":[{"conditions":[{"field":"area","values":["MUELLE"]}]}]}""");

        var preview = (await app.Http.PostJsonAsync($"teams/{team}/rules/preview", "{}", ("Accept-Language", "es"))).ShouldBe(HttpStatusCode.OK);
        ((int)preview["joining"], (int)preview["leaving"], (bool)preview["needsConfirmation"], preview.ETag).ShouldBe((3, 0, false, set.ETag));
        preview["joins"].AsArray().Select(user => (string)user!["id"]!).Order().ShouldBe(users.Order());
        ((string?)preview["joins"][0]!["reason"]).ShouldBe("La regla 1 se cumple: Área pide MUELLE, aquí Muelle.");
        (await TeamsOfAsync(users[0])).ShouldBeEmpty();

        var started = (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", "{}", ("Idempotency-Key", "dock-1"), ("If-Match", preview.ETag))).ShouldBe(HttpStatusCode.Accepted);
        started.Header("Location").ShouldBe($"/api/jobs/{started.Id}");
        (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", "{}", ("Idempotency-Key", "dock-1"), ("If-Match", preview.ETag))).ShouldBe(HttpStatusCode.Accepted).Id.ShouldBe(started.Id);
        (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", """{"confirmLeaving":9}""", ("Idempotency-Key", "dock-1"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");

        var done = await DoneAsync(started.Id);
        ((string?)done["state"], (string?)done["kind"], (int)done["joined"], (int)done["left"], (int)done["changed"]).ShouldBe(("done", "applyRules", 3, 0, 3));
        ((int)done["seen"]).ShouldBeGreaterThanOrEqualTo((int)done["total"]);
        done.Json["finishedAt"].ShouldNotBeNull();
        foreach (var user in users)
        {
            (await TeamsOfAsync(user)).ShouldBe([team]);
        }
    }

    [Fact]
    public async Task D40_Those_who_would_leave_are_confirmed_by_their_number()
    {
        var team = await TeamAsync("Crane crew");
        await SetAsync(team, """{"rules":[{"conditions":[{"field":"area","values":["Grúas"]}]}]}""");
        var users = await UsersAsync("Grúas", 2);
        var set = await SetAsync(team, """{"rules":[]}""");

        var preview = await app.Http.CallAsync(HttpMethod.Post, $"teams/{team}/rules/preview", null);
        ((int)preview["leaving"], (int)preview["byRule"], (bool)preview["needsConfirmation"]).ShouldBe((2, 2, true));
        ((string?)preview["leaves"][0]!["reason"]).ShouldBe("The rule that had put them in is gone, and no other fits.");
        var refused = (await app.Http.CallAsync(HttpMethod.Post, $"teams/{team}/rules/apply", null)).ShouldBeProblem(HttpStatusCode.Conflict, "rules.confirm_leaving");
        refused.MessageOf("confirmLeaving").ShouldContain("confirmLeaving: 2");
        (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", """{"confirmLeaving":2}""", ("If-Match", "\"1\""))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "team.stale");

        var job = (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", """{"confirmLeaving":2}""", ("If-Match", set.ETag))).ShouldBe(HttpStatusCode.Accepted);

        ((int)(await DoneAsync(job.Id))["left"]).ShouldBe(2);
        (await TeamsOfAsync(users[0])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Proposed_rules_are_looked_at_without_being_set()
    {
        var team = await TeamAsync("Silo crew");
        await UsersAsync("Silos", 1);

        var preview = (await app.Http.PostJsonAsync($"teams/{team}/rules/preview", """{"rules":[{"conditions":[{"field":"area","values":["silos"]}]}],"details":0}""")).ShouldBe(HttpStatusCode.OK);

        ((int)preview["joining"], preview["joins"].AsArray().Count, (bool)preview["hasMore"]).ShouldBe((1, 0, true));
        (await app.Http.GetJsonAsync($"teams/{team}"))["rules"].AsArray().ShouldBeEmpty();
        var refused = (await app.Http.PostJsonAsync($"teams/{team}/rules/preview", """{"rules":[{"conditions":[]}],"details":5000}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "rules.details");
        refused.CodesOf("rules[0].conditions").ShouldBe(["rule.no_condition"]);
        (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", """{"confirmLeaving":"two"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.wrong_type");
        (await app.Http.PostJsonAsync($"teams/{team}/rules/apply", """{"confirmLeaving":1.5}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.wrong_type");
    }

    [Fact]
    public async Task R4_D33_A_team_administrator_neither_previews_nor_applies_and_sees_no_job_and_other_companies_see_nothing()
    {
        var all = (await app.Http.GetJsonAsync("teams"))["items"].AsArray().ToDictionary(team => (string)team!["name"]!, team => (string)team!["id"]!);
        using var tom = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);
        using var foreign = app.Client(app.Foreign.ApiKey);
        var job = (await app.Http.CallAsync(HttpMethod.Post, $"teams/{await TeamAsync("Gate crew")}/rules/apply", null)).ShouldBe(HttpStatusCode.Accepted);

        foreach (var act in (string[])["preview", "apply"])
        {
            (await tom.PostJsonAsync($"teams/{all["Bakery"]}/rules/{act}", "{}")).ShouldBeProblem(HttpStatusCode.Forbidden, "rules.account_administrator");
            (await tom.PostJsonAsync($"teams/{all["Trucks"]}/rules/{act}", "{}")).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
            (await foreign.PostJsonAsync($"teams/{all["Bakery"]}/rules/{act}", "{}")).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
            (await app.Http.PostJsonAsync($"teams/0198/rules/{act}", "{}")).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
        }

        (await tom.GetJsonAsync($"jobs/{job.Id}")).ShouldBeProblem(HttpStatusCode.NotFound, "job.not_found");
        (await foreign.GetJsonAsync($"jobs/{job.Id}")).ShouldBeProblem(HttpStatusCode.NotFound, "job.not_found");
        (await app.Http.GetJsonAsync("jobs/0198")).ShouldBeProblem(HttpStatusCode.NotFound, "job.not_found");
        await DoneAsync(job.Id);
    }

    private async Task<Answer> DoneAsync(string job)
    {
        await Until.TrueAsync($"job {job} has ended", async () => (await app.Http.GetJsonAsync($"jobs/{job}")).Json["finishedAt"] is not null);
        return await app.Http.GetJsonAsync($"jobs/{job}");
    }

    private async Task<IReadOnlyList<string>> UsersAsync(string area, int count)
    {
        List<string> ids = [];
        for (var n = 0; n < count; n++)
        {
            ids.Add((await app.Http.PostJsonAsync("users", $$"""{"firstName":"Mar","lastName":"Number {{n}}","position":"Hand","area":"{{area}}"}""")).ShouldBe(HttpStatusCode.Created).Id);
        }

        return ids;
    }

    private async Task<string> TeamAsync(string name) => (await app.Http.PostJsonAsync("teams", $$"""{"name":"{{name}}"}""")).ShouldBe(HttpStatusCode.Created).Id;

    private async Task<Answer> SetAsync(string team, string rules) => (await app.Http.CallAsync(HttpMethod.Put, $"teams/{team}/rules", Calls.Body(rules))).ShouldBe(HttpStatusCode.OK);

    private async Task<IEnumerable<string>> TeamsOfAsync(string user) => (await app.Http.GetJsonAsync($"users/{user}"))["teams"].AsArray().Select(team => (string)team!["id"]!);
}
