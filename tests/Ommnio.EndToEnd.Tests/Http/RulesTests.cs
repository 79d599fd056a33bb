using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>Teams of their own, so that the rules touch nobody else's users: their areas are used here alone.</summary>
public sealed class RulesTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task R9_Rules_move_a_user_in_and_out_as_they_are_saved_and_the_answer_says_so()
    {
        var team = await TeamAsync("Canteen crew");
        var set = (await SetAsync(team, """{"rules":[{"conditions":[{"field":"area","values":["Cocina"]},{"field":"tag","not":true,"values":["temp"]}]}]}""")).ShouldBe(HttpStatusCode.OK);
        var rule = (string)set["rules"][0]!["id"]!;

        var user = (await app.Http.PostJsonAsync("users", """{"firstName":"Rita","lastName":"Regla","position":"Cook","area":" cocína "}""")).ShouldBe(HttpStatusCode.Created);
        ((string?)user["rules"]["joined"]![0]!["team"]).ShouldBe(team);
        ((string?)user["teams"][0]!["via"]![0]).ShouldBe($"rule:{rule}");

        var kept = (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"x"}""")).ShouldBe(HttpStatusCode.OK);
        kept.Json["rules"].ShouldBeNull();
        var left = (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"tags":["Témp"]}""")).ShouldBe(HttpStatusCode.OK);
        ((string?)left["rules"]["left"]![0]!["rule"]).ShouldBe(rule);
        left["teams"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task D39_Who_is_taken_out_by_hand_stays_while_a_rule_holds_and_the_answer_names_it()
    {
        var team = await TeamAsync("Yard crew");
        var rule = (string)(await SetAsync(team, """{"rules":[{"conditions":[{"field":"area","values":["Patio"]}]}]}"""))["rules"][0]!["id"]!;
        var user = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Pia","lastName":"Patio","position":"Guard","area":"Patio","teams":[{"id":"{{team}}"}]}""")).ShouldBe(HttpStatusCode.Created);
        user["teams"][0]!["via"]!.AsArray().Select(via => (string)via!).ShouldBe(["hand", $"rule:{rule}"]);

        var out1 = (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"teams":[]}""")).ShouldBe(HttpStatusCode.OK);

        out1["teams"][0]!["via"]!.AsArray().Select(via => (string)via!).ShouldBe([$"rule:{rule}"]);
        var warning = out1["warnings"].AsArray().Single(said => (string)said!["code"]! == "team.stays_by_rule")!;
        ((string)warning["message"]!).ShouldContain(rule);
        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"area":"Elsewhere"}"""))["teams"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Why_and_why_not_are_explained_by_rule_and_condition()
    {
        var team = await TeamAsync("Archive crew");
        await SetAsync(team, """{"rules":[{"conditions":[{"field":"area","values":["Archivo"]},{"field":"position","values":["Clerk"]}]}]}""");
        var user = (await app.Http.PostJsonAsync("users", """{"firstName":"Ari","lastName":"Arribas","position":"Guard","area":"Archivo"}""")).ShouldBe(HttpStatusCode.Created);

        var why = (await app.Http.GetJsonAsync($"users/{user.Id}/teams/{team}/why")).ShouldBe(HttpStatusCode.OK);

        ((bool)why["member"]).ShouldBeFalse();
        var conditions = why["rules"][0]!["conditions"]!.AsArray();
        conditions.Select(condition => (bool)condition!["holds"]!).ShouldBe([true, false]);
        ((string?)conditions[1]!["has"]![0]).ShouldBe("Guard");
        (await app.Http.GetJsonAsync($"users/{user.Id}/teams/0198/why")).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
        (await app.Http.GetJsonAsync($"users/0198/teams/{team}/why")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    [Fact]
    public async Task R4_D33_A_team_administrator_sees_own_teams_with_their_rules_and_sets_none()
    {
        var acting = ("Ommnio-Acting-User", app.Organisation.UserIdByCode["TA-1"]);
        var all = (await app.Http.GetJsonAsync("teams"))["items"].AsArray().ToDictionary(team => (string)team!["name"]!, team => (string)team!["id"]!);
        var own = await app.Http.GetJsonAsync("teams", acting);

        var names = own["items"].AsArray().Select(team => (string)team!["name"]!).ToList();
        (names.Contains("Bakery"), names.Contains("Stores"), names.Contains("Trucks"), names.Contains("Canteen crew")).ShouldBe((true, true, false, false));
        (await app.Http.GetJsonAsync($"teams/{all["Trucks"]}", acting)).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
        (await app.Http.GetJsonAsync($"teams/{all["Bakery"]}", acting)).ShouldBe(HttpStatusCode.OK);
        const string rules = """{"rules":[{"conditions":[{"field":"area","values":["Nowhere"]}]}]}""";
        (await app.Http.CallAsync(HttpMethod.Put, $"teams/{all["Bakery"]}/rules", Calls.Body(rules), acting)).ShouldBeProblem(HttpStatusCode.Forbidden, "rules.account_administrator");
        (await app.Http.CallAsync(HttpMethod.Put, $"teams/{all["Trucks"]}/rules", Calls.Body(rules), acting)).ShouldBeProblem(HttpStatusCode.NotFound, "team.not_found");
    }

    [Fact]
    public async Task Bad_rules_are_refused_with_every_place_and_on_an_old_version_none_are_taken()
    {
        var team = await TeamAsync("Lab crew");
        var refused = (await SetAsync(team, """{"rules":[{"conditions":[]},{"conditions":[{"field":"salary","values":["1"]}]}]}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "rule.no_condition");
        refused.CodesOf("rules[1].conditions[0].field").ShouldBe(["rule.unknown_field"]);
        (await SetAsync(team, "{}")).ShouldBeProblem(HttpStatusCode.BadRequest, "rules.missing");

        var before = await app.Http.GetJsonAsync($"teams/{team}");
        const string lab = """{"rules":[{"conditions":[{"field":"area","values":["Lab"]}]}]}""";
        var set = (await SetAsync(team, lab, ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.OK);
        (await SetAsync(team, """{"rules":[]}""", ("If-Match", before.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "team.stale");
        (await SetAsync(team, lab)).ETag.ShouldBe(set.ETag);
    }

    private Task<Answer> SetAsync(string team, string rules, params (string Name, string Value)[] headers) => app.Http.CallAsync(HttpMethod.Put, $"teams/{team}/rules", Calls.Body(rules), headers);

    private async Task<string> TeamAsync(string name) =>
        (await app.Http.GetJsonAsync("teams"))["items"].AsArray().Where(team => (string)team!["name"]! == name).Select(team => (string)team!["id"]!).Single();
}
