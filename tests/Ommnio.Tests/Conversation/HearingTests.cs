using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>What an administrator may well say besides the transcripts' cases.</summary>
public sealed class HearingTests
{
    [Theory]
    [InlineData("register a new user")]
    [InlineData("I want to register someone")]
    [InlineData("quiero dar de alta a un usuario")]
    public void Wishing_to_register_names_nobody_yet(string said)
    {
        var chat = new Chat().Hear(said);

        chat.Draft.Values.FirstName.ShouldBeNull();
        chat.Draft.Asking.ShouldBe(Field.FirstName);
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Spanish)]
    public void Whatever_the_help_gives_as_an_example_is_understood(Language language)
    {
        foreach (var (key, text) in BotTexts.All.Where(pair => pair.Key is "help.registering" or "help.inviting" or "help.asking" or "help.changing" or "help.keys" or "help.midway"))
        {
            var phrases = text.In(language).Split('“', '«').Skip(1).Select(part => part.Split('”', '»')[0]).ToList();

            phrases.ShouldNotBeEmpty();
            foreach (var phrase in phrases)
            {
                var chat = new Chat(language) { Answer = Answered }.Hear(key == "help.midway" ? ["register", "Eva", "Ruiz", "Baker", phrase] : [phrase]);
                chat.Draft.Misses.ShouldBe(0, phrase);
                chat.Draft.Values.FirstName.ShouldBe(key switch { "help.midway" when phrase is not ("cancel" or "cancelar") => "Eva", "help.registering" => chat.Draft.Values.FirstName, _ => null }, phrase);
            }
        }

        static Input Answered(Effect effect) => effect is Effect.ListKeys ? new Input.KeysListed([]) : Fixture.Answer(effect);
    }

    [Fact]
    public void A_very_long_message_is_answered_and_changes_nothing()
    {
        var chat = new Chat().Hear("register");

        chat.Hear(new string('n', 10_000)).Said.ShouldContain("4,000 characters");
        chat.Hear(new string('n', 101)).Said.ShouldContain("100 characters");

        chat.Draft.IsEmpty.ShouldBeTrue();
        chat.Draft.Write().Length.ShouldBeLessThan(32_000);
    }

    [Fact]
    public void A_name_that_was_not_meant_ends_the_review_until_there_is_one()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "change the first name to R2D2", "no");
        (chat.Draft.Stage, chat.Draft.Asking).ShouldBe((Stage.Collecting, Field.FirstName));

        chat.Hear("Eva").Draft.Stage.ShouldBe(Stage.Review);
    }

    [Fact]
    public void Five_hundred_lines_are_a_list() => new Chat().Hear(string.Concat(Enumerable.Repeat("a\n", 500))).Said.ShouldContain("a list");

    [Fact]
    public void A_second_person_does_not_become_the_position_of_the_first()
    {
        var chat = new Chat().Hear("register Ana Pérez", "register Luis Gómez as cashier in sales");

        chat.Draft.Values.Position.ShouldBeNull();
        chat.Said.ShouldContain("Ana Pérez");
    }

    [Fact]
    public void What_cannot_be_placed_is_said()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales, blue, code Z-9");

        chat.Said.ShouldContain("“blue”");
        chat.Draft.Values.Code.ShouldBe("Z-9");
    }

    [Fact]
    public void What_follows_an_unknown_area_is_kept()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Gardening, code Z-9");

        (chat.Draft.Asking, chat.Draft.Values.Code).ShouldBe((Field.Area, "Z-9"));
        chat.Said.ShouldContain("do not know “Gardening”");
    }

    [Fact]
    public void A_phone_in_a_sentence_asks_for_consent()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales, 612 34 56 78");

        chat.Draft.Values.Phone.ShouldBe("+34612345678");
        chat.Said.ShouldContain("agree");
        chat.Hear("yes").Draft.Values.PhoneConsent.ShouldBe(true);
    }

    [Theory]
    [InlineData("12345678Z")]
    [InlineData("X1234567L")]
    public void An_ID_in_a_sentence_is_neither_taken_nor_repeated(string id)
    {
        var chat = new Chat().Hear($"register Ana Pérez, Cashier, Sales, {id}");

        chat.Draft.Values.NationalId.ShouldBeNull();
        chat.Said.ShouldNotContain(id);
        chat.Said.ShouldContain("form");
    }

    [Fact]
    public void A_sentence_says_whom_the_person_reports_to()
    {
        var chat = new Chat().Hear("register Luis Gómez as cashier in sales and he reports to Bea");

        (chat.Draft.Values.Area, chat.Draft.Values.RelatedTo?.Id).ShouldBe(("Sales", "b1"));
    }

    [Theory]
    [InlineData("it's Cashier")]
    [InlineData("she is a Cashier")]
    [InlineData("es Cashier")]
    [InlineData("Cashier")]
    public void An_answer_may_be_a_sentence(string said) => new Chat().Hear("register Ana Pérez", said).Draft.Values.Position.ShouldBe("Cashier");

    [Fact]
    public void A_position_may_begin_with_a_small_word() => new Chat().Hear("register Ana Pérez", "In charge of sales").Draft.Values.Position.ShouldBe("In charge of sales");

    [Fact]
    public void A_position_may_come_with_the_area()
    {
        var chat = new Chat().Hear("register Ana Pérez", "Cashier, Store Ops");

        (chat.Draft.Values.Position, chat.Draft.Values.Area).ShouldBe(("Cashier", "Store Operations"));
    }

    [Theory]
    [InlineData("Valencia", "Valencia")]
    [InlineData("madrid centro", "Madrid Centro")]
    public void A_known_location_in_the_menu_is_taken(string said, string location)
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", said);

        chat.Draft.Values.Location.ShouldBe(location);
        chat.Said.ShouldContain($"Location {location}");
    }

    [Fact]
    public void A_known_team_in_the_menu_is_taken() =>
        new Chat().Hear("register Ana Pérez, Cashier, Sales", "Bakery").Draft.Values.Teams!.Count.ShouldBe(1);

    [Theory]
    [InlineData("name: Ana Pérez")]
    [InlineData("her name is Ana Pérez")]
    [InlineData("se llama Ana Pérez")]
    public void A_whole_name_is_split_wherever_it_is_said(string said)
    {
        var chat = new Chat().Hear("register", said);

        (chat.Draft.Values.FirstName, chat.Draft.Values.LastName).ShouldBe(("Ana", "Pérez"));
    }

    [Fact]
    public void A_split_that_is_wrong_is_mended_by_one_button()
    {
        var chat = new Chat(Language.Spanish).Hear("alta", "Leonor Zoe");
        chat.Draft.Values.LastName.ShouldBe("Zoe");

        chat.Hear(chat.Message!.Choices[0].Value, "Leonor Zoe", "García");

        (chat.Draft.Values.FirstName, chat.Draft.Values.LastName).ShouldBe(("Leonor Zoe", "García"));
        chat.Draft.Asking.ShouldBe(Field.Position);
    }

    [Fact]
    public void Labels_are_never_split() =>
        new Chat(Language.Spanish).Hear("Nombre: María José\nApellidos: García").Draft.Values.FirstName.ShouldBe("María José");

    [Fact]
    public void A_required_field_is_never_emptied()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "review", "clear the area");

        chat.Draft.Values.Area.ShouldBe("Sales");
        chat.Draft.Asking.ShouldBe(Field.Area);
    }

    [Fact]
    public void A_field_may_be_opened_by_asking_to_change_it() =>
        new Chat().Hear("register Ana Pérez, Cashier, Sales", "review", "change the area").Draft.Asking.ShouldBe(Field.Area);

    [Fact]
    public void A_command_that_may_be_a_name_is_always_answered()
    {
        var chat = new Chat().Hear("register", "Ana", "No");
        chat.Hear(chat.Message!.Choices[0].Value);

        chat.Said.ShouldContain("last name");
    }

    [Theory]
    [InlineData("More")]
    [InlineData("Cancel")]
    public void A_surname_may_be_a_command(string name)
    {
        var chat = new Chat().Hear("register", "Ana", name);
        chat.Draft.Values.LastName.ShouldBeNull();

        chat.Hear(chat.Message!.Choices[1].Value).Draft.Values.LastName.ShouldBe(name);
    }

    [Fact]
    public void No_to_an_optional_question_leaves_it_out() =>
        new Chat().Hear("register Ana Pérez, Cashier, Sales", "location", "no").Draft.Skipped.ShouldBe([Field.Location]);

    [Theory]
    [InlineData("GMT+2")]
    [InlineData("PST")]
    public void An_offset_is_asked_back_with_the_reason(string said)
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "time zone", said);

        chat.Draft.Values.TimeZone.ShouldBeNull();
        chat.Said.ShouldContain("city");
    }

    [Fact]
    public void Days_without_times_are_kept()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "hours", "Tue-Thu");
        chat.Said.ShouldContain("Tue-Thu");

        chat.Hear("10-18").Draft.Values.WorkingHours!.Single().Days.ShouldBe(["tue", "wed", "thu"]);
    }

    [Theory]
    [InlineData("night", "00000001000000000000000000000000")]
    [InlineData("bakry", "00000002000000000000000000000000")]
    public void A_team_is_found_by_part_of_its_name(string said, string id) =>
        new Chat().Hear("register Ana Pérez, Cashier, Sales", "teams", said).Draft.Values.Teams!.Single().Id.ShouldBe(id);

    [Fact]
    public void A_team_that_does_not_exist_is_named_in_the_answer() =>
        new Chat().Hear("register Ana Pérez, Cashier, Sales", "teams", "Bakery, Gardening").Said.ShouldContain("“Gardening”");

    [Fact]
    public void A_role_that_does_not_exist_is_named_with_those_that_do()
    {
        var chat = new Chat(Language.Spanish).Hear("register Ana Pérez, Cashier, Sales", "equipos", "Bakery (jefazo)");

        chat.Said.ShouldContain("«jefazo»");
        chat.Said.ShouldContain("administrador");
    }

    [Fact]
    public void A_new_label_is_called_new_until_it_is_confirmed()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Gardening", "Add “Gardening”", "review");

        chat.Draft.Values.Area.ShouldBe("Gardening");
        chat.Said.ShouldContain("“Gardening” is new");
    }

    [Fact]
    public void A_number_chooses_from_the_list_on_a_plain_channel()
    {
        var chat = new Chat(hasCards: false).Hear("register Ana Pérez, Cashier");
        chat.Said.ShouldContain("1 Sales · 2 Store Operations");

        chat.Hear("2").Draft.Values.Area.ShouldBe("Store Operations");
        chat.Hear("more").Said.ShouldContain("1 Related to");
        chat.Hear("1").Draft.Asking.ShouldBe(Field.RelatedTo);
    }

    [Fact]
    public void Beside_an_open_form_the_first_question_can_be_answered_and_not_skipped()
    {
        new Chat().Hear("form", "skip").Draft.Stage.ShouldBe(Stage.Collecting);
        new Chat().Hear("form", "Ana").Draft.Values.FirstName.ShouldBe("Ana");
    }

    [Fact]
    public void A_third_wrong_answer_is_shown_another_way()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "email", "a", "b");
        chat.Said.ShouldNotContain("“form”");

        chat.Hear("c").Said.ShouldContain("“form”");
    }

    [Fact]
    public void A_hello_to_an_idle_bot_is_answered_with_what_it_can_do() => new Chat().Hear("hola").Said.ShouldContain("register");

    [Fact]
    public void Everything_optional_can_be_reached_from_the_menu()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales");
        var offered = chat.Message!.Choices.Select(choice => choice.Title).ToList();

        offered.AddRange(chat.Hear("More").Message!.Choices.Select(choice => choice.Title));

        FieldTable.All.Where(spec => !spec.Required && spec.Field != Field.PhoneConsent).Select(spec => spec.Name(Language.English)).Except(offered).ShouldBeEmpty();
    }
}
