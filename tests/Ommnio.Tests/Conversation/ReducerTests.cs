using CsCheck;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>What holds of every conversation, whatever is said.</summary>
public sealed class ReducerTests
{
    private static readonly Gen<string> Anything = Gen.OneOf(
        Gen.String,
        OneOf("register", "alta", "Ana Pérez", "Ana Pérez, Cashier, Sales", "Sales", "yes", "no", "undo", "back", "skip", "cancel", "restart", "review", "code", "9-5", "Mon-Fri 9-17", "Spain", "1", "2", "form", "teams", "Bakery (admin), Night shift", "no, Marketing", "change the area to Sales", "English", "español", "612 34 56 78", "phone", "reports to Bea", "more", "clear the area", "Mon-Fri", "keep", "time zone", "Cashier, Sales", "Ana García López", "split it otherwise"));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    [Fact]
    public void The_ID_is_in_no_reply_whatever_else_is_said()
    {
        var secrets = OneOf("ID: 12345678Z", "dni = 12345678Z", "her DNI is 12345678Z", "my id 12345678Z", "12345678Z", "register Ana Pérez, Cashier, Sales, 12345678Z");
        Gen.Select(Gen.OneOf(Anything, secrets).Array[1, 12], Gen.Bool).Sample((said, hasCards) =>
        {
            var draft = new Draft();
            for (var turn = 0; turn < said.Length; turn++)
            {
                // As an employee code it is no secret, and that is what was asked for.
                if (draft.Asking == Field.Code)
                {
                    break;
                }

                var context = Fixture.Context(Language.English, Fixture.Start.AddMinutes(turn), turn, hasCards);
                var step = Reducer.Reduce(draft, new Input.Text(said[turn]), context);
                var message = Rendered.Of(step, context);
                $"{message?.Text}{message?.CardJson}{string.Concat(message?.Choices.Select(choice => choice.Title + choice.Value) ?? [])}".ShouldNotContain("12345678Z");
                draft = Play(draft, new Input.Text(said[turn]), context);
            }
        });
    }

    [Fact]
    public void A_forged_card_does_nothing()
    {
        var draft = new Draft { Stage = Stage.Review, Id = Guid.NewGuid(), Rev = 5, Values = new() { FirstName = "Ana", LastName = "P", Position = "C", Area = "Sales" }, LookedUp = true, Alike = new("ana p", [], [], false) };
        foreach (var card in (Input.Card[])[Card("grant", draft), Card("confirm", new() { Id = Guid.NewGuid(), Rev = 5 }), Card("confirm", draft with { Rev = 4 }), Card("", draft)])
        {
            Reducer.Reduce(draft, card, Fixture.Context(Language.English, Fixture.Start, 1)).Effects.ShouldBeEmpty(card.Kind);
        }

        Reducer.Reduce(draft, Card("confirm", draft), Fixture.Context(Language.English, Fixture.Start, 1)).Effects.ShouldHaveSingleItem().ShouldBeOfType<Effect.Register>();
    }

    [Fact]
    public void The_form_fills_every_field_and_what_is_wrong_comes_back_with_the_rest_kept()
    {
        var draft = Play(new Draft(), new Input.Text("form"), Fixture.Context(Language.English, Fixture.Start, 1));
        var sent = Card("send", draft, ("firstName", "Ana"), ("lastName", "Pérez"), ("position", "Cashier"), ("area", "Sales"), ("code", "A-1"), ("nationalId", "12345678Z"), ("teams", "Bakery (admin)"), ("phone", "911"));
        var step = Reducer.Reduce(draft, sent, Fixture.Context(Language.English, Fixture.Start, 2));

        step.Replies.Single().Problems.Single().Code.ShouldBe("phone.invalid");
        step.Draft.Values.FirstName.ShouldBe("Ana");
        Rendered.Of(step, Fixture.Context(Language.English, Fixture.Start, 2))!.CardJson!.ShouldNotContain("12345678Z");

        var again = Card("send", step.Draft, ("firstName", "Ana"), ("lastName", "Pérez"), ("position", "Cashier"), ("area", "Sales"), ("teams", "Bakery (admin)"));
        var done = Reducer.Reduce(step.Draft, again, Fixture.Context(Language.English, Fixture.Start, 3));
        done.Draft.Stage.ShouldBe(Stage.Review);
        (done.Draft.Values.Code, done.Draft.Values.NationalId).ShouldBe((null, "12345678Z"));
    }

    [Fact]
    public void The_ID_is_never_shown()
    {
        var context = Fixture.Context(Language.English, Fixture.Start, 1, hasCards: false);
        var draft = Play(new Draft(), new Input.Text("register Ana Pérez, Cashier, Sales"), context);
        foreach (var text in (string[])["ID: 12345678Z", "summary", "review", "yes"])
        {
            var step = Reducer.Reduce(draft, new Input.Text(text), context);
            Rendered.Of(step, context)?.Text.ShouldNotContain("12345678Z");
            draft = step.Draft;
        }
    }

    [Fact]
    public void What_is_typed_stands_in_cards_only_where_it_is_not_interpreted()
    {
        var card = new Chat().Hear("Position: **x** {{DATE(1)}}\nFirst name: Ana\nLast name: P\nArea: Sales", "review").Message!.CardJson!;

        System.Text.Json.JsonDocument.Parse(card).RootElement.ToString().ShouldNotContain("{{");
        card.Split("\"type\":\"TextBlock\"").Skip(1).ShouldAllBe(block => !block.Split('}')[0].Contains("**x**", StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_week_a_drafts_personal_data_are_gone()
    {
        var draft = Play(new Draft(), new Input.Text("register Ana Pérez, Cashier, Sales"), Fixture.Context(Language.English, Fixture.Start, 1));
        var step = Reducer.Reduce(draft, new Input.Text("hello"), Fixture.Context(Language.English, Fixture.Start.AddDays(8), 2));

        step.Draft.Write().ShouldNotContain("Pérez");
        step.Replies[0].Key.ShouldBe("expired");
    }

    [Fact]
    public void No_text_is_left_that_nobody_says()
    {
        var folder = Repository.PathOf("src", "Ommnio.Bot");
        var said = string.Concat(Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Wording", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var byField = FieldTable.All.SelectMany(spec => (string[])[$"ask.{spec.Wire}", $"help.{spec.Wire}", $"again.{spec.Wire}", $"why.{spec.Wire}"]);

        BotTexts.All.Keys.Where(key => !said.Contains($"\"{key}\"", StringComparison.Ordinal)).Except(byField).ShouldBeEmpty();
    }

    private static string Values(Draft draft) => System.Text.Json.JsonSerializer.Serialize(draft.Values);

    private static Draft Play(Draft draft, Input input, Context context)
    {
        for (Input? next = input; next is not null;)
        {
            var step = Reducer.Reduce(draft, next, context);
            Rendered.Of(step, context);
            draft = step.Draft;
            next = step.Effects is [var effect, ..] ? Fixture.Answer(effect) : null;
        }

        return draft;
    }

    private static Input.Card Card(string kind, Draft draft, params (string Name, string Value)[] data) =>
        new(kind, draft.Id.ToString("N"), draft.Rev, null, data.ToDictionary(pair => pair.Name, pair => pair.Value));
}
