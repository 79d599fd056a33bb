using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Every_status_that_we_answer_has_a_title_in_both_languages(int status)
    {
        var english = await ProblemAsync(status, "en", new Problem("request.fault", null));
        var spanish = await ProblemAsync(status, "es", new Problem("request.fault", null));

        ((string)english["title"]!).ShouldNotBe((string)spanish["title"]!);
        ((int)english["status"]!).ShouldBe(status);
    }

    [Fact]
    public async Task All_problems_are_said_by_field_in_the_callers_language()
    {
        var problem = await ProblemAsync(400, "es-ES,en;q=0.5", new Problem("text.missing", "firstName"), new Problem("hours.bad_time", "workingHours[0].to"), new Problem("user.too_large", null));

        problem.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldContain("Falta: Nombre.");
        ((string)problem["code"]!).ShouldBe("text.missing");
        ((string)problem["type"]!).ShouldBe("urn:ommnio:problem:text.missing");
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["firstName", "workingHours[0].to"]);
        ((string)problem["errors"]!["firstName"]![0]!["code"]!).ShouldBe("text.missing");
        ((string)problem["detail"]!).ShouldContain("Divídelo");
    }

    private static async Task<JsonNode> ProblemAsync(int status, string language, params Problem[] problems)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptLanguage = language;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await Problems.Of(context.Request, status, problems).ExecuteAsync(context);
        context.Response.ContentType.ShouldBe("application/problem+json; charset=utf-8");
        return JsonNode.Parse(body.ToArray())!;
    }
}
