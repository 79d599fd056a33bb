using CsCheck;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>What holds of inviting in the chat, whatever is clicked how often.</summary>
public sealed class InvitingTests
{
    private const string Phone = "+34612345678";
    private const string Email = "nora.vidal@example.com";

    private static readonly string[] Clicks =
    [
        "E-mail to n••@example.com", "SMS to +34 6•• ••• 678", "Link", "QR code", "Sign-up by phone", "e-mail", "sms", "qr", "send now", "now", "yes", "no", "later", "undo", "invite", "invite Nora", "invite Nora by e-mail", "invite Nora by sms now",
        "cancel Nora's invitation", "show Nora's QR", "print it", "1", "2", "612 34 56 78", "ana@example.com", "register another", "cancel",
    ];

    [Theory]
    [InlineData("E-mail to n••@example.com")]
    [InlineData("SMS to +34 6•• ••• 678")]
    [InlineData("Link")]
    [InlineData("QR code")]
    public void One_way_clicked_again_and_again_makes_one_invitation(string button)
    {
        var chat = Created();

        chat.Hear([.. Enumerable.Repeat(button, 5)]);

        chat.Invitees.Sent.ShouldBe(1);
    }

    [Fact]
    public void A_yes_sends_nothing()
    {
        var chat = Created();

        chat.Hear("yes", "yes", "register anyway");

        chat.Invitees.Sent.ShouldBe(0);
        chat.Said.ShouldContain("How shall I invite Nora Vidal?");
    }

    [Fact]
    public void Whatever_is_said_nothing_throws_and_the_contact_data_stay_masked() =>
        Gen.Select(Gen.Int[0, Clicks.Length - 1].Select(index => Clicks[index]).Array[1, 12], Gen.Bool).Sample((said, hasCards) =>
        {
            var chat = Created(hasCards);
            foreach (var text in said)
            {
                chat.Hear(text);
                var shown = $"{chat.Said}{chat.Message?.CardJson}{string.Concat(chat.Message?.Choices.Select(choice => choice.Title + choice.Value) ?? [])}";
                if (chat.Draft.Stage == Stage.Created)
                {
                    shown.ShouldNotContain(Phone);
                    shown.ShouldNotContain(Email);
                }
            }
        });

    [Fact]
    public void A_channel_that_this_deployment_has_not_is_not_offered_and_nothing_is_missing_for_it()
    {
        var user = Fixture.Answer(new Effect.Register(Guid.Empty, new() { FirstName = "Nora", LastName = "Vidal", Position = "Cashier", Area = "Sales", Phone = Phone, PhoneConsent = true }, null)).ShouldBeOfType<Input.Registered>();
        var context = Fixture.Context(Language.English, Fixture.Start, 1) with { Ways = new([]) };

        var step = Reducer.Reduce(new Draft { Stage = Stage.Creating }, user, context);

        Rendered.Of(step, context)!.Choices.Select(choice => choice.Title).ShouldBe(["Link", "QR code", "Sign-up by phone", "Later", "Register another"]);
        step.Replies.Select(reply => reply.Key).ShouldBe(["created", "invite.how"]);
    }

    [Fact]
    public void The_organisations_own_order_comes_first()
    {
        var chat = Created(settings: new([InvitationChannel.Sms, InvitationChannel.Email]));

        chat.Message!.Choices.Select(choice => choice.Title).ShouldBe(["SMS to +34 6•• ••• 678", "E-mail to n••@example.com", "Link", "QR code", "Sign-up by phone", "Later", "Register another"]);
    }

    [Fact]
    public void The_QR_code_stays_in_the_chat_and_carries_its_own_picture()
    {
        var chat = Created().Hear("QR code");

        chat.Message!.Stays.ShouldBeTrue();
        var card = System.Text.Json.JsonDocument.Parse(chat.Message.CardJson!).RootElement;
        var picture = card.GetProperty("body").EnumerateArray().Single(item => item.GetProperty("type").GetString() == "Image");
        picture.GetProperty("url").GetString().ShouldBe("data:image/png;base64,AQID");
        picture.GetProperty("altText").GetString().ShouldBe("QR code of the invitation of Nora Vidal");
        card.GetProperty("actions")[0].GetProperty("url").GetString().ShouldBe("https://chat.example/print#ticket");
    }

    [Theory]
    [InlineData("Luis", "Luis", null, false)]
    [InlineData("Luis again by SMS now", "Luis", Way.Sms, true)]
    [InlineData("Luis otra vez por correo", "Luis", Way.Email, false)]
    [InlineData("Ana García with a QR code", "Ana García", Way.Qr, false)]
    [InlineData("By Link", "By Link", null, false)]
    [InlineData("Con Enlace Ruiz", "Con Enlace Ruiz", null, false)]
    public void A_way_is_read_off_the_end_of_a_name(string said, string name, Way? way, bool atOnce)
    {
        var (who, read) = WayWords.Within(said);

        (who, read.Way, read.AtOnce).ShouldBe((name, way, atOnce));
    }

    [Theory]
    [InlineData("por SMS", Way.Sms, false)]
    [InlineData("by e-mail, please", null, false)]
    [InlineData("the QR code", Way.Qr, false)]
    [InlineData("e-mail now", Way.Email, true)]
    [InlineData("Correo a a••@example.com", Way.Email, false)]
    [InlineData("mail to Bob", null, false)]
    [InlineData("Sales", null, false)]
    public void A_way_is_a_whole_message(string said, Way? way, bool atOnce)
    {
        var read = WayWords.Of(said);

        (read?.Way, read?.AtOnce ?? false).ShouldBe((way, atOnce));
    }

    private static Chat Created(bool hasCards = true, ChannelOrder? settings = null)
    {
        var organisation = Fixture.Catalogue.Organisation;
        var catalogue = settings is null ? Fixture.Catalogue : Fixture.Catalogue with { Organisation = organisation with { Settings = organisation.Settings with { InvitationOrder = settings } } };
        return new Chat(hasCards: hasCards) { Catalogue = catalogue }.Hear("register Nora Vidal, Cashier, Sales", $"phone: {Phone}", "yes", $"email: {Email}", "review", "register anyway");
    }
}
