using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>That the proof of a serial order says no more than is known.</summary>
public sealed class SerialTests
{
    private static readonly UserId User = new(Guid.CreateVersion7());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_two_who_gave_up_the_same_code_it_may_have_been_the_first(bool isTheLaterFirst)
    {
        Done registered = new("registered", User, 1, state => state with { Code = "C-4" }, new(0, 10));
        Done[] givenUp = [GivenUp(new(20, 30)), GivenUp(new(40, 50))];

        var (steps, wrong) = Serial.Replay([registered, .. isTheLaterFirst ? givenUp.Reverse() : givenUp]);

        wrong.ShouldBeNull();
        Serial.Holdings(steps, null).ShouldBe([new("C-4", User, new(0, 10), new(20, 50))]);
    }

    private static Done GivenUp(Span when) => new("code", User, 2, state => state with { Code = null }, when);
}
