using System.Diagnostics;
using Ommnio.Storage.Tests.Chatting;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Observing;

/// <summary>A turn of the bot, as an operator sees it: what it did and how long each part took, and nothing of what was said.</summary>
public sealed class BotSpansTests(SharedAzurite azurite) : ChatTests(azurite)
{
    private const string Said = "register Markerfirst Markerlast, Cashier, Sales, code MARKER-1, markermail@example.com, +34 611 999 888";

    [Fact]
    public async Task A_turn_is_one_span_over_understanding_storage_and_replies_and_holds_nothing_of_what_was_said()
    {
        using var heard = new Heard();

        await SayAsync(Marta, Said);

        var turn = heard.One("bot turn");
        Tags(turn).ShouldBe([("ommnio.channel", "directline"), ("ommnio.organisation", Organisation.Value), ("ommnio.outcome", "answered")], ignoreOrder: true);
        heard.Spans.Where(span => span.ParentId == turn.Id).Select(span => span.OperationName).Distinct().ShouldBe(["understand", "bot reply", "table read", "table write", "table query"], ignoreOrder: true);
        heard.Of("ommnio.bot").ShouldBeEmpty();
        heard.Figures.Where(figure => figure.StartsWith("ommnio.bot.", StringComparison.Ordinal)).ShouldBe(["ommnio.bot.turns{ommnio.channel=directline,ommnio.outcome=answered} 1"]);
        var all = heard.Figures.Concat(heard.Spans.Select(span => $"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events)} {span.StatusDescription}")).ToList();
        foreach (var mark in (string[])["marker", "611999888", "611 999", Marta])
        {
            all.ShouldNotContain(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase), mark);
        }
    }

    [Fact]
    public async Task What_is_not_understood_is_a_miss_in_its_language_and_what_is_understood_is_none()
    {
        using var heard = new Heard();

        await SayAsync(Marta, "hello");
        heard.Of("ommnio.bot.misses").ShouldBeEmpty();
        await SayAsync(Marta, "qwx zzyq plugh", locale: "es-ES");

        heard.Of("ommnio.bot.misses").ShouldBe(["ommnio.bot.misses{ommnio.language=spanish} 1"]);
    }

    [Theory]
    [InlineData(true, "repeated")]
    [InlineData(false, "stranger")]
    public async Task Turns_that_are_not_answered_are_told_apart(bool isKnown, string outcome)
    {
        await SayAsync(Marta, "hello", client: "one");
        using var heard = new Heard();

        await SayAsync(isKnown ? Marta : "dl_stranger", "hello", client: "one");

        heard.Of("ommnio.bot.turns").ShouldBe([$"ommnio.bot.turns{{ommnio.channel=directline,ommnio.outcome={outcome}}} 1"]);
    }

    [Fact]
    public async Task A_turn_that_fails_is_a_failed_span_without_the_exceptions_words()
    {
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.Answer(Storage.Tests.Faults.RequestKind.Read, 403);
        }

        using var heard = new Heard();
        await SayAsync(Marta, Said);

        var turn = heard.One("bot turn");
        (turn.Status, turn.StatusDescription, turn.Events.Count()).ShouldBe((ActivityStatusCode.Error, null, 0));
        heard.Of("ommnio.bot.turns").ShouldBe(["ommnio.bot.turns{ommnio.channel=directline,ommnio.outcome=fault} 1"]);
    }

    private static IEnumerable<(string, string?)> Tags(Activity span) => span.TagObjects.Select(tag => (tag.Key, tag.Value?.ToString()));
}
