using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>What holds of every question and every act, whatever else is said.</summary>
public sealed class AskingTests
{
    private static readonly string[] Questions =
    [
        "find Ana", "show A-17", "who reports to Bea?", "who is pending?", "who is in Bakery?", "quién está en Marketing", "why is Carla in Harbour?", "who is in no chat group?", "show Ana", "find 12345678Z",
    ];

    private static readonly string[] Deeds =
    [
        "move Luis to Marketing", "add Luis to Night shift", "Carla now reports to Bea", "change Luis' area to Gardening", "add tag night to everyone in Bakery", "take Carla out of Harbour", "change Luis' ID to 12345678Z",
        "add Olena to Bakery (admin)", "undo", "make Luis admin of Night shift chat", "change", "position: Boss", "change her area to Sales", "yes", "no", "1", "2", "the area", "more",
    ];

    private static readonly string[] Registering =
    [
        "register", "Nora Vidal", "register Nora Vidal, Cashier, Sales", "Cashier", "Sales", "review", "time zone", "Spain", "code", "back", "undo", "restart", "cancel", "9-5", "phone", "612 34 56 78", "notes", "Find", "English", "español",
    ];

    private static readonly Gen<string> Anything = Gen.OneOf(Gen.String, Of(Questions), Of(Deeds), Of(Registering));

    [Fact]
    public void Nothing_that_is_said_throws_and_every_draft_survives_its_storage_and_shows_no_ID() =>
        Gen.Select(Anything.Array[1, 15], Gen.Enum<Language>(), Gen.Bool, Gen.Bool).Sample((said, language, hasCards, isTom) =>
        {
            var chat = new Talk(language, hasCards, isTom ? Company.OfTom : null);
            foreach (var text in said)
            {
                chat.Hear(text);
                chat.Draft.Write().Length.ShouldBeLessThan(32_000);
                Draft.Read(chat.Draft.Write()).Write().ShouldBe(chat.Draft.Write());
                if (chat.Draft.Asking != Field.Code && chat.Draft.Asking != Field.Notes)
                {
                    chat.Said.ShouldNotContain("12345678Z");
                }
            }
        });

    [Fact]
    public void A_question_leaves_a_registration_as_it_is_and_the_open_question_comes_again() =>
        Gen.Select(Of(Registering).Array[1, 8], Of(Questions)).Sample((said, question) =>
        {
            var chat = new Talk(Language.English, true, null);
            chat.Hear(said);
            var before = chat.Draft;
            if (before.Stage is not (Stage.Collecting or Stage.Menu or Stage.Review) || before.Asking is Field.Notes or Field.FirstName or Field.LastName or Field.Position || before.Pending?.Kind == PendingKind.CommandOrValue)
            {
                return;
            }

            chat.Hear(question);

            (Values(chat.Draft), chat.Draft.Stage, chat.Draft.Asking, chat.Draft.Rev, chat.Draft.Pending?.Kind).ShouldBe((Values(before), before.Stage, before.Asking, before.Rev, before.Pending?.Kind), question);
        });

    [Theory]
    [InlineData("who is in Bakery?")]
    [InlineData("hold on")]
    [InlineData("are you a bot?")]
    public void A_value_that_is_in_doubt_stays_in_question_when_something_else_is_said(string aside)
    {
        var chat = new Talk(Language.English, true, null);
        chat.Hear("register Nora Vidal, Cashier, Sales", "code", "612 34 56 78");

        chat.Hear(aside);

        (chat.Draft.Values.Code, chat.Draft.Pending?.Kind).ShouldBe(("612 34 56 78", PendingKind.IsRight));
    }

    [Fact]
    public void What_was_asked_is_forgotten_after_an_hour()
    {
        var chat = new Talk(Language.English, true, null);
        chat.Hear("show Luis");
        chat.Draft.Write().ShouldContain("Luis");
        chat.Now += TimeSpan.FromMinutes(61);

        chat.Hear("hello");

        chat.Draft.Write().ShouldNotContain("Luis");
    }

    [Fact]
    public void A_yes_that_comes_twice_in_a_review_registers_nobody()
    {
        var chat = new Talk(Language.English, true, null);
        chat.Hear("register Nora Vidal, Cashier, Sales", "groups", "All staff", "review", "add tag night to everyone in Bakery", "yes", "yes");
        chat.Draft.Stage.ShouldBe(Stage.Review);
        chat.Now += TimeSpan.FromSeconds(4);

        chat.Hear("yes");

        chat.Draft.Stage.ShouldBe(Stage.Created);
    }

    [Theory]
    [InlineData(0, "I have looked at 5,000 users and found nobody so far; “more people” looks on.")]
    [InlineData(1, "In no chat group: at least 1 users.\n• Ana García · Cashier · Sales\nI have looked at 5,000 users up to here; “more people” looks on.")]
    public void Who_is_in_no_chat_group_among_very_many_says_how_far_it_has_looked(int found, string words)
    {
        var context = Company.Context(null, Language.English, Fixture.Start, 1, true);
        var asked = Reducer.Reduce(new Draft(), new Input.Text("who is in no chat group?"), context);
        var page = new Input.Listed([.. Enumerable.Repeat(new PersonLine("a", "Ana García", "Cashier", "Sales", null), found)], 0, false, new("more", 0)) { LookedAt = 5_000 };

        var step = Reducer.Reduce(asked.Draft, page, context);

        Rendered.Of(step, context)!.Text.ShouldBe(words);
        Reducer.Reduce(step.Draft, new Input.Text("more people"), context).Effects.ShouldHaveSingleItem().ShouldBe(new Effect.List(new() { InNoGroup = true }, new("more", 0)));
    }

    [Fact]
    public void Undo_takes_nothing_back_that_somebody_else_has_changed_since()
    {
        var chat = new Talk(Language.English, true, null);
        chat.Hear("change Luis' position to Manager");
        chat.Meanwhile(new Effect.Change(Company.Users.Single(user => user.Code?.Text == "A-18").Id.ToString(), new Edit.Tag("night"), null));

        chat.Hear("undo");

        chat.Said.ShouldBe("Luis Gómez Prieto has been changed since, so I have not undone it. Say how it should be.");
    }

    [Fact]
    public void Nobody_is_offered_what_they_may_not_do()
    {
        var ana = Company.Users.First(user => user.Name.Full == "Ana García") with { SignedUpAt = null };
        var above = ana with { Teams = [.. ana.Teams, new(Company.Marketing, TeamRole.Administrator, true)] };

        Offered(ana, Company.OfTom).ShouldBe(["button.change", "button.invite", "button.block", "button.why"]);
        Offered(ana with { BlockedAt = Fixture.Start }, Company.OfTom).ShouldBe(["button.change", "button.unblock", "button.why"]);
        Offered(above, Company.OfTom).ShouldBe(["button.change", "button.why"]);
        Offered(ana with { Role = OrganisationRole.AccountAdministrator }, Company.OfTom).ShouldBe(["button.change", "button.why"]);
        Offered(ana with { Id = Company.Actor(Company.OfTom).User!.Value }, Company.OfTom).ShouldBe(["button.change", "button.invite", "button.why"]);
        Offered(above, null).ShouldBe(["button.change", "button.invite", "button.block", "button.why"]);
        Offered(ana with { Area = null }, null).ShouldBe(["button.change", "button.block", "button.why"]);
    }

    private static IReadOnlyList<string> Offered(User user, ImmutableHashSet<TeamId>? scope) =>
        UserView.Of(new(Company.Context(scope, Language.English, Fixture.Start, 0, true), Language.English, user)).Deeds;

    [Theory]
    [InlineData("00000050000000000000000000000000")]
    [InlineData("00000026000000000000000000000000")]
    [InlineData("not an id")]
    public void A_card_that_names_a_foreign_user_finds_nobody(string user)
    {
        var chat = new Talk(Language.English, true, Company.OfTom);

        chat.Take(new Input.Card("ask", null, -1, null, new Dictionary<string, string> { ["w"] = "button.change", ["u"] = user }));

        chat.Said.ShouldBe(user.Length == 32 ? "There is no such user." : "");
    }

    [Fact]
    public void What_people_typed_stands_in_a_users_card_only_where_it_is_not_interpreted()
    {
        var chat = new Talk(Language.English, true, null);
        chat.Hear("change Luis' position to **x** {{DATE(1)}}", "show Luis");

        var card = chat.Message!.CardJson!;
        JsonDocument.Parse(card).RootElement.ToString().ShouldNotContain("{{");
        card.Split("\"type\":\"TextBlock\"").Skip(1).ShouldAllBe(block => !block.Split('}')[0].Contains("**x**", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("register Ana Pérez and she reports to Bea")]
    [InlineData("Can you register Luis Gómez? He is a driver in Sales and reports to Bea")]
    [InlineData("alta de Ana Pérez y reporta a Bea")]
    [InlineData("add a new user to Bakery")]
    [InlineData("añade a alguien a Bakery")]
    [InlineData("add Ana Pérez, Cashier to Bakery")]
    public void A_sentence_that_registers_asks_nothing_of_those_who_are_there(string said) =>
        Wishes.Read(said, Company.Context(null, Language.English, Fixture.Start, 1, true), true).ShouldBeNull();

    [Theory]
    [InlineData("change of to of to of to of to of to")]
    [InlineData("add a to a to a to a")]
    [InlineData("por qué está en en en en")]
    [InlineData("'s 's 's is to")]
    [InlineData("/")]
    [InlineData("¿?")]
    public void Words_without_sense_are_read_to_their_end(string said) =>
        Should.NotThrow(() => Wishes.Read(string.Join(' ', Enumerable.Repeat(said, 20)), Company.Context(null, Language.English, Fixture.Start, 1, true), true));

    private static Gen<string> Of(string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static string Values(Draft draft) => JsonSerializer.Serialize(draft.Values);

    /// <summary>A conversation with the company's storage behind it.</summary>
    private sealed class Talk(Language language, bool hasCards, ImmutableHashSet<TeamId>? scope)
    {
        private readonly Answers answers = new(Company.Actor(scope));
        private int turn;

        internal Draft Draft { get; private set; } = new() { GreetedIn = "page 1" };

        internal DateTimeOffset Now { get; set; } = Fixture.Start;

        internal string Said { get; private set; } = "";

        internal Message? Message { get; private set; }

        internal void Hear(params string[] texts)
        {
            foreach (var text in texts)
            {
                Take(new Input.Text(text));
            }
        }

        internal void Meanwhile(Effect effect) => answers.To(effect);

        internal void Take(Input input)
        {
            Said = "";
            for (Input? next = input; next is not null;)
            {
                var context = Company.Context(scope, language, Now, ++turn, hasCards);
                var step = Reducer.Reduce(Draft.Read(Draft.Write()), next, context);
                Draft = step.Draft;
                Message = Rendered.Of(step, context) ?? Message;
                Said += step.Replies.Count == 0 ? "" : $"{Message!.Text}{Message.CardJson}";
                next = step.Effects is [var effect, ..] ? answers.To(effect) : null;
            }
        }
    }
}
