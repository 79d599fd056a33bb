using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class SafeToRepeatTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task Of_two_registrations_of_one_code_at_the_same_instant_exactly_one_succeeds_fifty_times()
    {
        var pairs = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            var body = With("Par", $""" ,"code":"PAIR-{n}" """);
            return await Task.WhenAll(app.Http.PostJsonAsync("users", body), app.Http.PostJsonAsync("users", body));
        }));

        foreach (var pair in pairs)
        {
            pair.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
            pair.Single(answer => answer.Status == HttpStatusCode.Conflict).ShouldBeProblem(HttpStatusCode.Conflict, "user.code.taken");
        }

        (await app.Http.GetJsonAsync("users?q=par%20sola&limit=1000"))["items"].AsArray().Count.ShouldBe(50);
    }

    [Fact]
    public async Task Two_hundred_repeats_at_once_make_one_user_and_get_one_answer()
    {
        var body = With("Repetida", """ ,"code":"REP-1","invite":{"channel":"link"} """);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => app.Http.PostJsonAsync("users", body, ("Idempotency-Key", "repeat-200"))));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        answers.Select(answer => (answer.Text, answer.ETag, answer.Header("Location"))).Distinct().Count().ShouldBe(1);
        (await app.Http.GetJsonAsync("users?q=repetida"))["items"].AsArray().Count.ShouldBe(1);
        (await app.RowsAsync(app.Organisation, $"i:{answers[0].Id}:")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_after_the_user_has_changed_still_gets_the_first_answer()
    {
        var first = (await app.Http.PostJsonAsync("users", With("Tarde"), ("Idempotency-Key", "late"))).ShouldBe(HttpStatusCode.Created);
        (await app.Http.PatchJsonAsync($"users/{first.Id}", """{"lastName":"Otra"}""")).ShouldBe(HttpStatusCode.OK);

        (await app.Http.PostJsonAsync("users", With("Tarde"), ("Idempotency-Key", "late"))).Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused_and_stores_nothing()
    {
        (await app.Http.PostJsonAsync("users", With("Primera"), ("Idempotency-Key", "one"))).ShouldBe(HttpStatusCode.Created);

        (await app.Http.PostJsonAsync("users", With("Segunda"), ("Idempotency-Key", "one"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");

        (await app.Http.GetJsonAsync("users?q=segunda"))["items"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_key_of_another_organisation_is_another_request()
    {
        using var foreign = app.Client(app.Foreign.ApiKey);

        var ours = (await app.Http.PostJsonAsync("users", With("Nuestra"), ("Idempotency-Key", "shared"))).ShouldBe(HttpStatusCode.Created);
        var theirs = (await foreign.PostJsonAsync("users", With("Suya"), ("Idempotency-Key", "shared"))).ShouldBe(HttpStatusCode.Created);

        theirs.Id.ShouldNotBe(ours.Id);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData("clavé")]
    public async Task A_key_of_other_characters_is_refused(string key) =>
        (await app.Http.PostJsonAsync("users", With("Clave"), ("Idempotency-Key", key))).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_invalid").CodesOf("Idempotency-Key").ShouldNotBeEmpty();

    private static string With(string name, string more = "") => $$"""{"firstName":"{{name}}","lastName":"Sola","position":"Cashier","area":"Store Operations"{{more}}}""";
}
