using Ommnio.Bot.Conversation;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>A Team Administrator sees and assigns what is theirs (R4, R25, R35).</summary>
public sealed class ScopeTests
{
    private static readonly TeamId Bakery = new(new Guid(2, 0, 0, new byte[8]));

    private static Chat Tom => new() { Scope = [Bakery] };

    [Fact]
    public void Nothing_outside_the_scope_is_named()
    {
        var chat = Tom.Hear("register Ana Pérez, Cashier, Sales", "Bakery", "groups");

        chat.Message!.Choices.Select(choice => choice.Title).ShouldBe(["Skip"]);
        chat.Hear("chat groups", "Night shift chat").Draft.Values.ChatGroups.ShouldBeNull();
        chat.Hear("teams", "night").Draft.Values.Teams!.Single().Id.ShouldBe(Bakery.ToString());
    }

    [Fact]
    public void A_team_of_their_own_is_asked_for_as_needed()
    {
        var chat = Tom.Hear("register Ana Pérez, Cashier, Sales");
        chat.Draft.Asking.ShouldBe(Field.Teams);

        chat.Hear("skip").Draft.Asking.ShouldBe(Field.Teams);
        chat.Hear("Bakery").Draft.Stage.ShouldBe(Stage.Review);
    }
}
