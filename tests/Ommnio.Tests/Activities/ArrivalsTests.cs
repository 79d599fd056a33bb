using Microsoft.Bot.Schema;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

public sealed class ArrivalsTests
{
    [Fact]
    public void A_message_in_no_conversation_that_could_be_answered_says_nothing()
    {
        var channel = Channels.Of("directline", isLocal: true);

        Arrivals.Of(new() { Type = "message", Text = "help" }, channel).ShouldBeNull();
        Arrivals.Of(new() { Type = "message", Text = "help", Conversation = new() }, channel).ShouldBeNull();
        Arrivals.Of(new() { Type = "message", Text = "help", Conversation = new(id: "ñ") }, channel).ShouldBeNull();
        Arrivals.Of(new() { Type = "message", Text = "help", Conversation = new(id: "c\r\nd") }, channel).ShouldBeNull();
        Arrivals.Of(new() { Type = "message", Text = "help", Conversation = new(id: "c") }, channel).ShouldNotBeNull();
    }

    [Fact]
    public void Whoever_is_nobody_does_not_join()
    {
        var activity = new Activity { Type = "conversationUpdate", Conversation = new(id: "c"), MembersAdded = [null, new(), new("dl_ana")] };

        Arrivals.Of(activity, Channels.Of("directline", isLocal: true)).ShouldNotBeNull();
        Arrivals.AccountOf(activity).ShouldBe("dl_ana");
    }
}
