using Microsoft.Extensions.Time.Testing;
using Ommnio.LocalHost.FunctionsHost;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class RestartPolicyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RestartPolicy _policy;

    public RestartPolicyTests() => _policy = new RestartPolicy(_time);

    [Fact]
    public void The_pause_doubles_up_to_four_seconds_and_the_sixth_failure_in_ten_minutes_is_the_last() =>
        Enumerable.Range(0, 6).Select(_ => _policy.AfterFailure()?.TotalSeconds).ShouldBe([0.5, 1, 2, 4, 4, null]);

    [Fact]
    public void Failures_of_long_ago_are_forgotten()
    {
        for (var number = 0; number < 50; number++)
        {
            _policy.AfterFailure().ShouldNotBeNull();
            _time.Advance(TimeSpan.FromMinutes(2.1));
        }
    }
}
