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
    public void The_pause_doubles_up_to_four_seconds() =>
        Enumerable.Range(0, 6).Select(_ => _policy.AfterDeath()!.Value.TotalSeconds).ShouldBe([0.5, 1, 2, 4, 4, 4]);

    [Fact]
    public void More_than_ten_deaths_in_a_minute_are_too_many()
    {
        Enumerable.Range(0, 10).Select(_ => _policy.AfterDeath()).ShouldAllBe(pause => pause != null);
        _policy.AfterDeath().ShouldBeNull();
    }

    [Fact]
    public void Deaths_of_long_ago_are_forgotten()
    {
        for (var number = 0; number < 50; number++)
        {
            _policy.AfterDeath().ShouldNotBeNull();
            _time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void The_third_failed_start_in_a_row_is_the_last()
    {
        _policy.AfterFailedStart().ShouldNotBeNull();
        _policy.AfterFailedStart().ShouldNotBeNull();
        _policy.AfterFailedStart().ShouldBeNull();
    }
}
