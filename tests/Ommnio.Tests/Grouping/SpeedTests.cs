using System.Diagnostics;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

/// <summary>
/// What rules cost on a save. What is held are allocations, which are the same on every machine; the time is printed, and its bound
/// is a hundred times what it should be, for machines that do a hundred other things.
/// </summary>
public sealed class SpeedTests
{
    private const int Rules = 200;
    private static readonly User Ana = Some.User() with { Area = new("Área 7"), Location = new("Madrid"), Tags = [.. Enumerable.Range(0, 20).Select(n => new Label($"tag {n}"))], RelatedTo = new(Some.Bea, "Bea") };

    // The limits: 10 rules a team, 10 conditions a rule, 50 values a condition; none of the first nine conditions is in the way.
    private static readonly Catalogue Full = Some.Catalogue with
    {
        Teams = [.. Enumerable.Range(0, Rules / 10).Select(team => new Team(new(Some.Id(1_000 + team)), $"Team {team}", null, TeamRole.Member, [])
        {
            RulesVersion = 1,
            Rules = [.. Enumerable.Range(0, 10).Select(rule => new MembershipRule(new(Some.Id((100 * team) + rule)), 1,
                [.. Enumerable.Range(0, 9).Select(n => Condition(RuleField.Tag, true, $"not {n}")), Condition(RuleField.Location, false, "elsewhere")]))],
        })],
    };

    [Fact]
    public void Two_hundred_full_rules_on_one_save_allocate_little_and_take_less_than_a_millisecond()
    {
        RunRules.On(Ana, Full).ShouldBeEmpty();
        var before = GC.GetAllocatedBytesForCurrentThread();
        RunRules.On(Ana, Full).ShouldBeEmpty();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        var best = Enumerable.Range(0, 200).Min(_ => Timed());
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rules} rules of 10 conditions of 50 values: at best {best.TotalMicroseconds:F0} µs, and {bytes:N0} bytes a save");
        bytes.ShouldBeLessThan(20_000);
        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
    }

    private static TimeSpan Timed()
    {
        var started = Stopwatch.GetTimestamp();
        RunRules.On(Ana, Full);
        return Stopwatch.GetElapsedTime(started);
    }

    private static RuleCondition Condition(RuleField field, bool not, string value) => new(field, not, [.. Enumerable.Range(0, 50).Select(n => $"{value} {n}")]);
}
