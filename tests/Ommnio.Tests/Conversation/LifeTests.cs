using Ommnio.Bot.Conversation;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>The life of a draft: what time does to it, and what is taken back.</summary>
public sealed class LifeTests
{
    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1.1, true)]
    [InlineData(160, true)]
    public void After_an_hour_a_draft_is_recalled(double hours, bool recalled)
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier");
        chat.Now += TimeSpan.FromHours(hours);

        chat.Hear("Sales");

        chat.Said.Contains("Ana Pérez: 3 of 4", StringComparison.Ordinal).ShouldBe(recalled);
        chat.Draft.Values.Area.ShouldBe("Sales");
    }

    [Theory]
    [InlineData(23, "Pérez")]
    [InlineData(25, null)]
    public void A_cancelled_draft_comes_back_for_a_day(int hours, string? name)
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "cancel");
        chat.Now += TimeSpan.FromHours(hours);

        chat.Hear("undo");

        chat.Draft.Values.LastName.ShouldBe(name);
        chat.Draft.Write().Contains("Pérez", StringComparison.Ordinal).ShouldBe(name is not null);
    }

    [Fact]
    public void A_registration_under_way_is_not_forgotten()
    {
        var chat = new Chat { Answer = effect => effect is Effect.Register ? new Input.Joined("page 1") : Fixture.Answer(effect) }.Hear("register Ana Pérez, Cashier, Sales", "review", "yes");
        chat.Draft.Stage.ShouldBe(Stage.Creating);
        chat.Now += TimeSpan.FromDays(8);
        chat.Answer = Fixture.Answer;

        chat.Hear("hello");

        chat.Draft.Stage.ShouldBe(Stage.Created);
    }

    [Fact]
    public void The_key_of_the_creation_stays_until_a_value_changes()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "review");
        var key = chat.Draft.CreateKey;

        chat.Hear("review", "help", "review").Draft.CreateKey.ShouldBe(key);
        chat.Hear("change the area to Marketing").Draft.CreateKey.ShouldNotBe(key);
    }

    [Fact]
    public void Undo_takes_the_managers_name_back_with_the_manager()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "reports to: Bea", "reports to: Ana", "2");
        chat.Draft.Values.RelatedTo!.Id.ShouldBe("a2");

        chat.Hear("undo", "summary");

        chat.Draft.Values.RelatedTo!.Id.ShouldBe("b1");
        chat.Said.ShouldContain("Related to: Bea López");
    }

    [Fact]
    public void A_draft_never_outgrows_its_row()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales");
        for (var turn = 0; turn < 25; turn++)
        {
            chat.Hear($"notes: {turn} " + new string('ñ', 1_900));
        }

        chat.Draft.Write().Length.ShouldBeLessThan(32_000);
        chat.Hear("undo").Draft.Values.Notes!.ShouldStartWith("23 ");
    }

    [Theory]
    [InlineData("{\"Schema\":99}")]
    [InlineData("{\"Stage\":\"Unheard\"}")]
    [InlineData("not json")]
    public void A_draft_that_cannot_be_read_is_begun_anew(string json) => Draft.Read(json).Stage.ShouldBe(Stage.Idle);
}
