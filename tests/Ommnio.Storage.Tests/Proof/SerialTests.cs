using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>The judge of those who act at once: it must not see two owners where there was one after the other.</summary>
public sealed class SerialTests
{
    private static readonly UserId Ana = new(Guid.CreateVersion7());
    private static readonly UserId Bea = new(Guid.CreateVersion7());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_code_that_was_given_up_is_free_though_somebody_gives_it_up_again_later(bool isLaterFirst)
    {
        Done[] gaveUp = [Coded(Ana, 2, null, new(20, 30)), Coded(Ana, 2, null, new(60, 70))];
        var ana = Holdings(Coded(Ana, 1, "C-2", new(0, 10)), isLaterFirst ? [.. gaveUp.Reverse()] : gaveUp);
        var bea = Holdings(Coded(Bea, 1, "C-2", new(40, 50)));

        ana.ShouldHaveSingleItem().Contradicts(bea.ShouldHaveSingleItem()).ShouldBeFalse();
    }

    [Fact]
    public void A_code_that_two_have_at_one_instant_is_found()
    {
        var ana = Holdings(Coded(Ana, 1, "C-2", new(0, 10)), Coded(Ana, 2, null, new(60, 70)));
        var bea = Holdings(Coded(Bea, 1, "C-2", new(40, 50)));

        ana.ShouldHaveSingleItem().Contradicts(bea.ShouldHaveSingleItem()).ShouldBeTrue();
    }

    private static Done Coded(UserId user, int version, string? code, Span when) => new("code", user, version, state => state with { Code = code }, when);

    private static List<Holding> Holdings(Done first, params IReadOnlyList<Done> more)
    {
        var (steps, wrong) = Serial.Replay([first, .. more]);
        wrong.ShouldBeNull();
        return [.. Serial.Holdings(steps, gone: null)];
    }
}
