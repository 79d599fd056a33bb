using System.Text.Json;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

public sealed class CardTests
{
    private static readonly (string, string)[] Ana = [("firstName", "Ana"), ("lastName", "Pérez"), ("position", "Cashier"), ("area", "Sales")];

    [Fact]
    public void An_old_cancel_does_not_cancel()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "review");
        var rev = chat.Draft.Rev;

        chat.Hear("change the position to Manager").Click("cancel", rev);

        chat.Draft.Stage.ShouldBe(Stage.Review);
        chat.Said.ShouldContain("have changed");
    }

    [Fact]
    public void Help_does_not_make_a_card_old()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "review");
        var rev = chat.Draft.Rev;

        chat.Hear("help", "thanks", "summary").Click("confirm", rev);

        chat.Draft.Stage.ShouldBe(Stage.Created);
    }

    [Fact]
    public void An_old_form_does_not_undo_what_was_said_meanwhile()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "form");
        var rev = chat.Draft.Rev;

        chat.Hear("change the area to Marketing").Click("send", rev, [.. Ana, ("code", "A-1")]);

        (chat.Draft.Values.Area, chat.Draft.Values.Code).ShouldBe(("Marketing", "A-1"));
        chat.Said.ShouldContain("Area");
        chat.Message!.CardJson.ShouldNotBeNull();

        chat.Click("send", null, [.. Ana, ("code", "A-1")]);
        (chat.Draft.Values.Area, chat.Draft.Stage).ShouldBe(("Sales", Stage.Review));
    }

    [Fact]
    public void What_was_typed_wrongly_stays_in_the_form_to_be_mended()
    {
        var chat = new Chat().Hear("form").Click("send", null, [.. Ana, ("phone", "911"), ("email", "ana at home"), ("nationalId", "12345678Z")]);

        var card = chat.Message!.CardJson!;
        card.ShouldContain("\"value\":\"911\"");
        card.ShouldContain("ana at home");
        card.ShouldNotContain("12345678Z");
    }

    [Fact]
    public void The_same_wrong_form_sent_twice_is_answered_twice()
    {
        var chat = new Chat().Hear("form").Click("send", null, [.. Ana, ("phone", "911")]);
        var rev = chat.Draft.Rev;

        chat.Click("send", null, [.. Ana, ("phone", "911")]);

        chat.Draft.Rev.ShouldBeGreaterThan(rev);
        chat.Said.ShouldContain("Phone");
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Spanish)]
    public void A_form_sent_as_it_was_shown_changes_nothing(Language language)
    {
        var chat = new Chat(language).Hear("register Ana Pérez, Cashier, Sales", "horario: sábado, domingo 22-6", "equipos: Night shift, Bakery (admin)", "zona horaria: Canarias", "phone: 612345678", "yes", "tags: night, English", "reports to: Bea López", "notes: Two words", "form");
        var before = chat.Draft.Values;
        (before.WorkingHours, before.Teams?.Count, before.TimeZone, before.PhoneConsent, before.Tags?.Count, before.RelatedTo?.Id, before.Notes)
            .ShouldBe((before.WorkingHours, 2, "Atlantic/Canary", true, 2, "b1", "Two words"));

        chat.Click("send", null, [.. Inputs(chat.Message!.CardJson!)]);

        JsonSerializer.Serialize(chat.Draft.Values).ShouldBe(JsonSerializer.Serialize(before));
        chat.Draft.Stage.ShouldBe(Stage.Review);
    }

    [Fact]
    public void The_form_holds_every_field_and_only_plain_submits()
    {
        var card = JsonDocument.Parse(new Chat().Hear("form").Message!.CardJson!).RootElement;

        var ids = card.GetProperty("body").EnumerateArray().Where(part => part.TryGetProperty("id", out _)).Select(part => part.GetProperty("id").GetString());
        ids.ShouldBe(FieldTable.All.Select(spec => spec.Wire));
        card.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("type").GetString()).Distinct().ShouldBe(["Action.Submit"]);
        card.GetProperty("version").GetString().ShouldBe("1.5");
    }

    [Fact]
    public void The_ID_is_asked_for_by_the_form_where_there_is_one()
    {
        var chat = new Chat().Hear("register Ana Pérez, Cashier, Sales", "ID");

        chat.Message!.CardJson.ShouldNotBeNull();
        chat.Said.ShouldNotContain("What is the ID");
    }

    [Theory]
    [InlineData("{{")]
    [InlineData("{{{")]
    [InlineData("{{{{{")]
    public void However_many_braces_are_said_no_card_has_two_together(string braces)
    {
        var chat = new Chat().Hear($"register Ana Pérez, Cashier {braces}DATE(1), Sales", "form");

        Inputs(chat.Message!.CardJson!).Single(input => input.Item1 == "position").Item2.ShouldNotContain("{{");
    }

    private static IEnumerable<(string, string)> Inputs(string card) =>
        from part in JsonDocument.Parse(card).RootElement.GetProperty("body").EnumerateArray()
        where part.TryGetProperty("id", out _) && part.TryGetProperty("value", out _)
        where part.GetProperty("value").GetString() is { Length: > 0 }
        select (part.GetProperty("id").GetString()!, part.GetProperty("value").GetString()!);
}
