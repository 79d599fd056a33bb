using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>A caller who traces finds our part of it by their own trace id; whatever else they send under that name does no harm.</summary>
public sealed class CallersTraceTests(FunctionsAppFixture app)
{
    private const string Theirs = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData($"00-{Theirs}-00f067aa0ba902b7-01", true)]
    [InlineData($"00-{Theirs}-00f067aa0ba902b7-00", true)]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01", false)]
    [InlineData("<script>", false)]
    public async Task An_error_names_the_callers_trace_or_one_of_ours(string traceparent, bool isTheirs)
    {
        var answer = await app.Http.GetJsonAsync("users/by-code/nobody-has-it", ("traceparent", traceparent));

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        ((string)answer["traceId"]! == Theirs).ShouldBe(isTheirs);
        ((string)answer["traceId"]!).ShouldMatch("^[0-9a-f]{32}$");
    }
}
