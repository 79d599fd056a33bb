using Ommnio.Bot.Conversation;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>Whom "invite everyone" means, and of how many it is taken.</summary>
public sealed class InvitingAllTests
{
    [Theory]
    [InlineData(200, "How shall I invite 200 users (Ana 0")]
    [InlineData(201, "More than 200 users are pending there")]
    public void More_than_200_are_too_many_at_once(int pending, string said)
    {
        PersonLine[] first = [.. Enumerable.Range(0, 8).Select(number => new PersonLine($"{number}", $"Ana {number}", "Cashier", "Sales", null))];
        var chat = new Chat { Answer = effect => effect is Effect.List ? new Input.Listed(first, pending - first.Length, true, null) : Fixture.Answer(effect) };

        chat.Hear("invite everyone").Said.ShouldContain(said);
    }

    [Theory]
    [InlineData("invite everyone", null)]
    [InlineData("invita a todos", null)]
    [InlineData("invite everyone in Bakery", "Bakery")]
    [InlineData("invita a todos los de Bakery", "Bakery")]
    [InlineData("invite all pending users in Sales by SMS", "Sales")]
    public void Only_who_is_pending_is_meant(string said, string? place)
    {
        PeopleQuery? asked = null;
        new Chat
        {
            Answer = effect =>
            {
                asked = effect is Effect.List(var query, _) ? query : asked;
                return Fixture.Answer(effect);
            },
        }.Hear(said);

        asked.ShouldNotBeNull().State.ShouldBe("pending");
        (asked.Team is not null || asked.Area is not null).ShouldBe(place is not null);
    }

    [Theory]
    [InlineData("invite Everly Stone")]
    [InlineData("invite Todd")]
    [InlineData("invita a Todora Ruiz")]
    public void A_name_is_a_name(string said)
    {
        var sought = false;
        new Chat
        {
            Answer = effect =>
            {
                sought |= effect is Effect.FindPeople;
                return Fixture.Answer(effect);
            },
        }.Hear(said);

        sought.ShouldBeTrue();
    }
}
