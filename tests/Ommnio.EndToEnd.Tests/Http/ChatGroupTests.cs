using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class ChatGroupTests(FunctionsAppFixture app)
{
    private (string, string) Tom => ("Ommnio-Acting-User", app.Organisation.UserIdByCode["TA-1"]);

    [Fact]
    public async Task A_chat_group_is_created_changed_and_deleted_with_its_name_typed()
    {
        var group = await CreatedAsync("""{"name":"Fishmongers","kind":"readOnly","description":"Fish and more"}""");
        group.Header("Location").ShouldBe($"/api/chat-groups/{group.Id}");
        group.Text.ShouldBe($$"""{"id":"{{group.Id}}","name":"Fishmongers","kind":"readOnly","description":"Fish and more","teams":[],"version":1}""");

        var open = (await app.Http.PatchJsonAsync($"chat-groups/{group.Id}", """{"kind":"open","description":null}""", ("If-Match", group.ETag))).ShouldBe(HttpStatusCode.OK);
        ((string?)open["kind"], open.Json["description"], open.ETag).ShouldBe(("open", null, "\"2\""));
        (await app.Http.GetJsonAsync($"chat-groups/{group.Id}")).Text.ShouldBe(open.Text);
        (await app.Http.PatchJsonAsync($"chat-groups/{group.Id}", """{"name":"X"}""", ("If-Match", group.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "group.stale");

        (await DeletedAsync(app.Http, group.Id, "Fish", open.ETag)).ShouldBeProblem(HttpStatusCode.BadRequest, "group.delete.confirm").CodesOf("confirm").ShouldBe(["group.delete.confirm"]);
        (await DeletedAsync(app.Http, group.Id, "Fishmongers", group.ETag)).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "group.stale");
        (await DeletedAsync(app.Http, group.Id, "fishmongers", open.ETag)).ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.GetJsonAsync($"chat-groups/{group.Id}")).ShouldBeProblem(HttpStatusCode.NotFound, "group.not_found");
    }

    [Fact]
    public async Task R18_D43_A_name_has_up_to_twenty_characters_and_may_be_anothers()
    {
        var problem = (await app.Http.PostJsonAsync("chat-groups", """{"name":"123456789012345678901","kind":"secret"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "text.too_long");
        (problem.CodesOf("name").Single(), problem.CodesOf("kind").Single()).ShouldBe(("text.too_long", "group.unknown_kind"));
        (await app.Http.PostJsonAsync("chat-groups", """{"name":"A","color":"red"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.unknown_member");

        var twins = new[] { await CreatedAsync("""{"name":"Twins","description":"one"}"""), await CreatedAsync("""{"name":"twins","description":"two"}""") };

        twins[0].Id.ShouldNotBe(twins[1].Id);
        var ambiguous = await app.Http.PostJsonAsync("users", """{"firstName":"Tina","lastName":"Twin","position":"P","area":"A","chatGroups":[{"name":"Twins"}]}""");
        ambiguous.ShouldBeProblem(HttpStatusCode.BadRequest, "group.ambiguous").MessageOf("chatGroups[0]").ShouldContain(twins[1].Id);
    }

    [Fact]
    public async Task Repeats_of_one_creation_make_one_group()
    {
        const string body = """{"name":"Once"}""";
        var repeats = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.Http.PostJsonAsync("chat-groups", body, ("Idempotency-Key", "once"), Tom)));

        repeats.Select(answer => (answer.Status, answer.Text)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.Created);
        (await GroupNamesAsync(Tom)).Count(name => name == "Once").ShouldBe(1);
        (await app.Http.PostJsonAsync("chat-groups", """{"name":"Twice"}""", ("Idempotency-Key", "once"), Tom)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
    }

    [Fact]
    public async Task R20_D36_A_team_administrator_administers_what_they_create_and_what_is_wholly_theirs()
    {
        var own = (await app.Http.PostJsonAsync("chat-groups", """{"name":"Toms own"}""", Tom)).ShouldBe(HttpStatusCode.Created);
        var tom = await app.Http.GetJsonAsync($"users/{Tom.Item2}");
        tom["chatGroups"].AsArray().Single(group => (string)group!["id"]! == own.Id)!.ToJsonString().ShouldContain("\"role\":\"administrator\",\"via\":[\"direct\"]");

        (await app.Http.PatchJsonAsync($"chat-groups/{own.Id}", """{"name":"Toms"}""", Tom)).ShouldBe(HttpStatusCode.OK);
        (await app.Http.PatchJsonAsync($"chat-groups/{await IdOfAsync("Bakers")}", """{"description":"bread"}""", Tom)).ShouldBe(HttpStatusCode.OK);
        var truckers = await IdOfAsync("Truckers");
        foreach (var answer in new[]
        {
            await app.Http.GetJsonAsync($"chat-groups/{truckers}", Tom),
            await app.Http.GetJsonAsync($"chat-groups/{truckers}/members", Tom),
            await app.Http.PatchJsonAsync($"chat-groups/{truckers}", """{"name":"Mine"}""", Tom),
            await DeletedAsync(app.Http, truckers, "Truckers", "*", Tom),
            await app.Http.CallAsync(HttpMethod.Put, $"chat-groups/{truckers}/members/{app.Organisation.UserIdByCode["M-1"]}", null, Tom),
        })
        {
            answer.ShouldBeProblem(HttpStatusCode.NotFound, "group.not_found").Text.ShouldNotContain("Truck");
        }

        var seen = await GroupNamesAsync(Tom);
        (seen.Contains("Toms"), seen.Contains("Bakers"), seen.Contains("Truckers")).ShouldBe((true, true, false));
    }

    [Fact]
    public async Task R7_D44_Places_come_directly_and_through_teams_and_only_the_direct_one_is_taken_singly()
    {
        var group = await CreatedAsync("""{"name":"Picnic"}""");
        var team = (await app.Http.PostJsonAsync("teams", """{"name":"Picnickers"}""")).ShouldBe(HttpStatusCode.Created);
        (await app.Http.CallAsync(HttpMethod.Put, $"teams/{team.Id}/chat-groups/{group.Id}", Calls.Body("""{"role":"writer"}"""))).ShouldBe(HttpStatusCode.OK);
        var user = (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Pia","lastName":"Nic","position":"P","area":"A","teams":[{"id":"{{team.Id}}"}]}""")).ShouldBe(HttpStatusCode.Created);

        var administrator = (await app.Http.CallAsync(HttpMethod.Put, $"chat-groups/{group.Id}/members/{user.Id}", Calls.Body("""{"role":"administrator"}"""), ("If-Match", user.ETag))).ShouldBe(HttpStatusCode.OK);
        Place(administrator).ShouldBe($$"""{"id":"{{group.Id}}","name":"Picnic","role":"administrator","via":["direct","team:{{team.Id}}"]}""");
        (await app.Http.CallAsync(HttpMethod.Put, $"chat-groups/{group.Id}/members/{user.Id}", null, ("If-Match", user.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        var members = (await app.Http.GetJsonAsync($"chat-groups/{group.Id}/members")).ShouldBe(HttpStatusCode.OK);
        members.Text.ShouldBe($$"""{"items":[{"id":"{{user.Id}}","firstName":"Pia","lastName":"Nic","position":"P","area":"A","location":null,"code":null,"signedUp":false,"role":"administrator","via":["direct","team:{{team.Id}}"]}],"next":null}""");

        var writer = (await app.Http.CallAsync(HttpMethod.Delete, $"chat-groups/{group.Id}/members/{user.Id}", null)).ShouldBe(HttpStatusCode.OK);
        Place(writer).ShouldBe($$"""{"id":"{{group.Id}}","name":"Picnic","role":"writer","via":["team:{{team.Id}}"]}""");
        ((string?)writer["warnings"][0]!["code"]).ShouldBe("group.stays_by_team");
        (await app.Http.CallAsync(HttpMethod.Delete, $"chat-groups/{group.Id}/members/{user.Id}", null)).ShouldBeProblem(HttpStatusCode.Conflict, "group.member_through_team")["detail"].ToString().ShouldContain("Picnickers");

        // The link's end lets everybody go at once.
        (await app.Http.CallAsync(HttpMethod.Delete, $"teams/{team.Id}/chat-groups/{group.Id}", null)).ShouldBe(HttpStatusCode.OK);
        (await app.Http.GetJsonAsync($"chat-groups/{group.Id}/members"))["items"].AsArray().ShouldBeEmpty();
        (await app.Http.CallAsync(HttpMethod.Put, $"chat-groups/{group.Id}/members/{app.Foreign.UserIdByCode["AA-1"]}", null)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    [Fact]
    public async Task R35_A_team_administrator_is_told_of_no_foreign_team_in_a_shared_group()
    {
        // Bo is in Bakery, which is Tom's, and in Trucks, which is not; both are linked to All staff, and Tom is in it.
        var all = await IdOfAsync("All staff");
        var members = (await app.Http.GetJsonAsync($"chat-groups/{all}/members?limit=1000", Tom)).ShouldBe(HttpStatusCode.OK);

        var group = await app.Http.GetJsonAsync($"chat-groups/{all}", Tom);
        group["teams"].AsArray().Select(team => (string)team!["name"]!).ShouldBe(["Stores"]);
        var trucks = (await app.Http.GetJsonAsync("teams"))["items"].AsArray().Single(team => (string)team!["name"]! == "Trucks")!["id"]!.ToString();
        (members.Text + group.Text).ShouldNotContain(trucks);
        members["items"].AsArray().ShouldNotContain(member => (string?)member!["code"] == "F-1");
        var refused = await app.Http.CallAsync(HttpMethod.Delete, $"chat-groups/{all}/members/{app.Organisation.UserIdByCode["B-1"]}", null, Tom);
        refused.Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        refused.Text.ShouldNotContain("Trucks");
        (await app.Http.GetJsonAsync("chat-groups", ("Ommnio-Acting-User", app.Foreign.UserIdByCode["AA-1"]))).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
    }

    private static Task<Answer> DeletedAsync(HttpClient client, string group, string name, string version, params (string, string)[] headers) =>
        client.CallAsync(HttpMethod.Delete, $"chat-groups/{group}?confirm={Uri.EscapeDataString(name)}", null, [.. headers, ("If-Match", version)]);

    private async Task<Answer> CreatedAsync(string body) => (await app.Http.PostJsonAsync("chat-groups", body)).ShouldBe(HttpStatusCode.Created);

    private async Task<IReadOnlyList<string>> GroupNamesAsync(params (string Name, string Value)[] headers) =>
        [.. (await app.Http.GetJsonAsync("chat-groups", headers))["items"].AsArray().Select(group => (string)group!["name"]!)];

    private async Task<string> IdOfAsync(string name) =>
        (await app.Http.GetJsonAsync("chat-groups"))["items"].AsArray().Where(group => (string)group!["name"]! == name).Select(group => (string)group!["id"]!).Single();

    private static string Place(Answer user) => ((JsonArray)user["chatGroups"]).Single()!.ToJsonString();
}
