using System.Text.Json.Nodes;
using Ommnio.Core.Drafting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>From the door to the stores and back to the channel: who is answered, how, and what a broken channel costs.</summary>
public sealed class BotTests(SharedAzurite azurite) : ChatTests(azurite)
{
    [Fact]
    public async Task An_administrator_is_welcomed_when_they_come_and_the_bots_own_coming_says_nothing()
    {
        await ArriveAsync(Marta, "bot");
        Channel.Sent.ShouldBeEmpty();

        await ArriveAsync(Marta, "bot", Marta);

        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("Hello Marta, I am the registration bot of Acme.");
    }

    [Theory]
    [InlineData("en-US", "I am sorry: I can help only administrators")]
    [InlineData("es-ES", "Lo siento: solo puedo ayudar a los administradores")]
    public async Task A_stranger_gets_one_polite_refusal_in_their_language_and_nothing_else(string locale, string words)
    {
        Requests.Clear();

        await SayAsync("dl_stranger", "register Ana Pérez, Cashier, Sales", locale: locale);

        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith(words);
        Requests.Kinds.ShouldNotContain(RequestKind.Write);
        Requests.Kinds.ShouldNotContain(RequestKind.Transaction);
    }

    [Fact]
    public async Task A_user_without_rights_is_answered_like_a_stranger_and_leaves_no_draft()
    {
        var carl = await PersonAsync("Carl", user => user);

        await SayAsync(carl.Account, "hello");
        await SayAsync("dl_stranger", "hello");

        Channel.Texts.Distinct().ShouldHaveSingleItem().ShouldStartWith("I am sorry");
        (await Get<IDrafts>().ReadAsync(Organisation, carl.User, Token)).Json.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"isGroup":true}""")]
    [InlineData("""{"conversationType":"channel"}""")]
    [InlineData("""{"conversationType":"groupChat"}""")]
    public async Task C73_Where_others_read_along_nothing_is_heard_and_nothing_is_told(string conversation)
    {
        await PostAsync(Marta, new() { ["text"] = "register Ana Pérez, Cashier, Sales", ["conversation"] = JsonNode.Parse(conversation) });

        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("Let us do this in private");
        (await Get<IDrafts>().ReadAsync(Organisation, MartaUser, Token)).Json.ShouldBeNull();
    }

    [Theory]
    [InlineData("ID: 12345678Z")]
    [InlineData("register Ana Pérez, Cashier, Sales, DNI 12345678Z")]
    [InlineData("find 12345678Z")]
    public async Task C35_An_ID_that_is_typed_is_not_left_to_be_read_again(string said)
    {
        await SayAsync(Marta, "register Bea Gil, Cashier, Sales");
        await SayAsync(Marta, said.StartsWith("ID", StringComparison.Ordinal) ? "review" : "/cancel");

        await SayAsync(Marta, said);

        var (_, words) = Channel.Replaced.Single(replaced => (string)replaced.Activity["text"]! == "••••");
        Channel.Sent.Concat([words]).ShouldAllBe(activity => !activity.ToJsonString().Contains("12345678Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_ID_that_cannot_be_hidden_is_heard_all_the_same(bool hasId)
    {
        Channel.Refuses = method => method == "PUT";

        await PostAsync(Marta, hasId ? new() { ["text"] = "register Ana Pérez, Cashier, Sales, DNI 12345678Z" } : new() { ["id"] = null, ["text"] = "register Ana Pérez, Cashier, Sales, DNI 12345678Z" });

        Channel.Texts[^1].ShouldContain("Ana Pérez");
    }

    [Fact]
    public async Task A_stranger_is_not_answered_as_often_as_they_like()
    {
        for (var times = 0; times < 20; times++)
        {
            (await SayAsync("dl_stranger", $"hello {times}")).ShouldBe(200);
        }

        Channel.Texts.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_right_that_was_taken_away_ends_within_a_minute()
    {
        await SayAsync(Marta, "hello");
        await PersonAsync("Bea", user => user with { Role = OrganisationRole.AccountAdministrator });
        await Get<IUsers>().ChangeAsync(Organisation, MartaUser, Some.Change(user => user with { BlockedAt = Some.Now }), Token);
        Time.Advance(TimeSpan.FromSeconds(61));

        await SayAsync(Marta, "hello");

        Channel.Texts[^1].ShouldStartWith("I am sorry");
    }

    [Fact]
    public async Task Replies_are_plain_text_with_buttons_that_say_their_own_words_and_a_card_as_data()
    {
        foreach (var said in (string[])["register", "Ana Pérez", "Cashier", "Sales", "review"])
        {
            await SayAsync(Marta, said);
        }

        var (menu, summary) = (Channel.Sent[^2], Channel.Sent[^1]);
        ((string)menu["textFormat"]!, (string)menu["locale"]!, (string)menu["inputHint"]!).ShouldBe(("plain", "en-US", "acceptingInput"));
        menu["suggestedActions"]!["actions"]!.AsArray().ShouldAllBe(action => (string)action!["type"]! == "imBack" && (string)action["value"]! == (string)action["title"]!);
        ((string)summary["textFormat"]!).ShouldBe("plain");
        ((string)summary["text"]!).ShouldContain("Ana");
        var card = summary["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)card["contentType"]!).ShouldBe("application/vnd.microsoft.card.adaptive");
        ((string)card["content"]!["type"]!).ShouldBe("AdaptiveCard");
    }

    [Fact]
    public async Task A_summary_that_was_answered_is_replaced_by_its_words()
    {
        var card = await ReviewAsync();
        var shown = Channel.Sent[^1];

        await PressAsync(Marta, card, "confirm");

        var (id, words) = Channel.Replaced.ShouldHaveSingleItem();
        id.ShouldBe((string)shown["id"]!);
        ((string)words["text"]!).ShouldBe(RecordingChannel.Text(shown));
        (words["attachments"]?.AsArray().Count ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task Beside_a_card_only_what_it_does_not_show_is_seen_and_all_of_it_is_read_out()
    {
        await ReviewAsync();

        var shown = Channel.Sent[^1];
        ((string)shown["text"]!).ShouldBe("Shall I register Ana Pérez?");
        RecordingChannel.Text(shown).ShouldBe("Please check:\nFirst name: Ana\nLast name: Pérez\nPosition: Cashier\nArea: Sales\n⚠ In no chat group: the user would enter an empty space. Say “groups” to add one, or register anyway.\nShall I register Ana Pérez?");
    }

    [Fact]
    public async Task A_channel_that_cannot_replace_a_card_does_not_stop_the_turn()
    {
        var card = await ReviewAsync();
        Channel.Refuses = method => method == "PUT";

        (await PressAsync(Marta, card, "confirm")).ShouldBe(200);

        Channel.Texts[^1].ShouldContain("Ana Pérez is registered");
    }

    [Fact]
    public async Task A_double_click_is_two_activities_and_one_user()
    {
        var card = await ReviewAsync();

        (await Task.WhenAll(PressAsync(Marta, card, "confirm"), PressAsync(Marta, card, "confirm"))).ShouldBe([200, 200]);

        Channel.Texts.Count(text => text.Contains("is registered", StringComparison.Ordinal)).ShouldBe(1);
        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_the_page_sent_twice_counts_once()
    {
        await SayAsync(Marta, "register");
        var before = Channel.Texts.Count;

        await SayAsync(Marta, "Ana", client: "c1");
        await SayAsync(Marta, "Ana", client: "c1");

        Channel.Texts.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_counts_once_is_corrected_by_other_values_and_asks_which_is_right_after_something_else_was_said()
    {
        await SayAsync(Marta, "form");
        var form = Card();
        var before = Channel.Sent.Count;
        JsonObject Filled(string first) => new() { ["firstName"] = first, ["lastName"] = "Pérez", ["position"] = "Cashier", ["area"] = "Sales" };

        await PressAsync(Marta, form, "send", Filled("Ana"));
        await PressAsync(Marta, form, "send", Filled("Ana"));
        Channel.Sent.Count.ShouldBe(before + 1);
        await PressAsync(Marta, form, "send", Filled("Eva"));
        Channel.Texts[^1].ShouldContain("Shall I register Eva Pérez?");

        await SayAsync(Marta, "change the first name to Bea");
        await PressAsync(Marta, form, "send", Filled("Zoe"));

        Channel.Texts[^1].ShouldContain("First name was changed to “Bea” meanwhile");
    }

    [Fact]
    public async Task What_looks_like_a_time_in_a_form_stays_as_it_was_typed()
    {
        await SayAsync(Marta, "form");

        await PressAsync(Marta, Card(), "send", new() { ["firstName"] = "Ana", ["lastName"] = "Pérez", ["position"] = "2026-03-02T10:00:00", ["area"] = "Sales" });

        Channel.Texts[^1].ShouldContain("2026-03-02T10:00:00");
    }

    [Theory]
    [InlineData("""{"k":"grant","d":"x","r":1}""")]
    [InlineData("""{"k":["confirm"],"d":{"a":1},"r":"many"}""")]
    [InlineData("""{"k":"confirm"}""")]
    [InlineData("""{}""")]
    public async Task A_card_that_we_did_not_make_registers_nobody_and_harms_nothing(string value)
    {
        await ReviewAsync();

        (await PostAsync(Marta, new() { ["value"] = JsonNode.Parse(value) })).ShouldBe(200);

        (await CountAsync("Ana Pérez")).ShouldBe(0);
        await SayAsync(Marta, "yes");
        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_ends_with_an_apology_a_reference_and_200_and_the_draft_is_kept()
    {
        await SayAsync(Marta, "register");
        await SayAsync(Marta, "Ana");
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.BreakBefore(RequestKind.Write);
        }

        (await SayAsync(Marta, "Pérez", locale: "es-ES")).ShouldBe(200);

        Channel.Texts[^1].ShouldMatch("^Algo ha fallado por mi parte.* Referencia: [0-9a-f]{8}$");
        await SayAsync(Marta, "Pérez");
        await SayAsync(Marta, "summary");
        Channel.Texts[^1].ShouldContain("Ana");
    }

    [Fact]
    public async Task Somebody_who_sends_a_name_longer_than_a_row_holds_is_answered()
    {
        await PostAsync(Marta, new() { ["text"] = "hello", ["recipient"] = new JsonObject { ["id"] = "bot", ["name"] = new string('é', 70_000) } });

        Channel.Texts[^1].ShouldNotContain("Something went wrong");
        Channel.Texts[^1].ShouldContain("register");
    }

    [Fact]
    public async Task A_channel_that_takes_no_reply_loses_nothing_and_a_delivery_again_does_nothing_twice()
    {
        var card = await ReviewAsync();
        Channel.Refuses = _ => true;
        (await PressAsync(Marta, card, "confirm")).ShouldBe(200);
        Channel.Refuses = _ => false;

        await PressAsync(Marta, card, "confirm");
        await SayAsync(Marta, "hello");

        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_neither_text_nor_card_is_answered_and_what_says_nothing_is_not()
    {
        await PostAsync(Marta, new() { ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "https://evil.example/x.png" }) });
        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("I cannot read that kind of file.");

        (await PostAsync(Marta, new() { ["type"] = "event", ["name"] = "webchat/join" })).ShouldBe(200);
        (await PostAsync(Marta, new() { ["type"] = "typing" })).ShouldBe(200);
        Channel.Texts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_turn_through_the_door_is_one_write_after_another_one()
    {
        await SayAsync(Marta, "register");
        Requests.Clear();

        await SayAsync(Marta, "Ana");

        Requests.Kinds.ShouldBe([RequestKind.Write]);
    }

    [Fact]
    public async Task Who_writes_is_whom_the_channel_vouches_for_whatever_else_the_activity_says()
    {
        await SayAsync("dl_stranger", "hello", more: new()
        {
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "t" }, ["account"] = Marta },
            ["recipient"] = new JsonObject { ["id"] = "bot", ["aadObjectId"] = $"{MartaUser}" },
        });

        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("I am sorry");
    }
}
