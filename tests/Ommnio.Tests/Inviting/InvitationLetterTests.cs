using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class InvitationLetterTests
{
    private const string Link = "https://people.example/i/abc";

    [Fact]
    public void A_letter_says_who_invites_what_to_do_and_until_when()
    {
        var text = Letter(Language.English).Text;

        text.ShouldStartWith("Hello Ana,\n\nAcme has added you to its chat in Ommnio");
        text.ShouldContain($"\n\n{Link}\n\n");
        text.ShouldContain("works once, until 16 March.");
    }

    [Fact]
    public void A_Spanish_letter_says_the_same_in_Spanish()
    {
        var letter = Letter(Language.Spanish);

        letter.Subject.ShouldBe("Acme te invita a su chat");
        letter.Text.ShouldStartWith("Hola, Ana:\n\nAcme te ha añadido a su chat en Ommnio");
        letter.Text.ShouldContain("hasta el 16 de marzo.");
        letter.Html.ShouldContain("<html lang=\"es\">");
        letter.Sms.ShouldBe($"Acme te invita a su chat en Ommnio. Acepta hasta el 16 mar: {Link}");
    }

    [Theory]
    [InlineData(Language.English, "Open this link and accept the invitation:", "until 16 March. If it has run out, open it all the same: you can ask for a new one there.", "You do not work with Acme? Then somebody mistyped an address, and you can delete this message.")]
    [InlineData(Language.Spanish, "Abre este enlace y acepta la invitación:", "hasta el 16 de marzo. Si ha caducado, ábrelo igualmente: desde ahí puedes pedir otro.", "¿No trabajas con Acme? Entonces alguien se equivocó de dirección y puedes borrar este mensaje.")]
    public void A_letter_has_six_parts_with_an_empty_line_between_each(Language language, string asks, string until, string mistyped)
    {
        var parts = Letter(language).Text.Split("\n\n");

        (parts.Length, parts[2], parts[3], parts[5]).ShouldBe((6, asks, Link, $"{mistyped}\n"));
        parts[4].ShouldEndWith(until);
    }

    [Theory]
    [InlineData(Language.English, "en", "See the invitation", "Acme invites you to its chat in Ommnio. Accept until 16 Mar: ")]
    [InlineData(Language.Spanish, "es", "Ver la invitación", "Acme te invita a su chat en Ommnio. Acepta hasta el 16 mar: ")]
    public void A_mail_and_a_short_message_are_in_the_language_of_the_letter(Language language, string tag, string button, string sms)
    {
        var letter = Letter(language);

        letter.Html.ShouldContain($"<html lang=\"{tag}\">");
        System.Net.WebUtility.HtmlDecode(letter.Html).ShouldContain($">{button}</a>");
        letter.Sms.ShouldBe($"{sms}{Link}");
    }

    [Theory]
    [InlineData(Language.English, "Point your phone's camera at the code and open the link that appears.", "Accept the invitation. The code is yours alone and works once.", "Do it by 16 March. After that, the same link lets you ask for a new one.")]
    [InlineData(Language.Spanish, "Apunta con la cámara del móvil al código y abre el enlace que aparece.", "Acepta la invitación. El código es solo tuyo y funciona una vez.", "Hazlo como muy tarde el 16 de marzo. Después, el mismo enlace te deja pedir otro.")]
    public void A_printed_code_says_in_three_steps_what_to_do(Language language, string first, string second, string third) => Letter(language).Steps.ShouldBe([first, second, third]);

    [Theory]
    [InlineData("es", "en", Language.Spanish)]
    [InlineData("ca", "en", Language.Spanish)]
    [InlineData("de", "es", Language.Spanish)]
    [InlineData("de", "en", Language.English)]
    [InlineData(null, "es", Language.Spanish)]
    public void D12_Catalan_gets_Spanish_and_a_language_that_we_do_not_speak_the_organisations(string? ofUser, string ofOrganisation, Language expected)
    {
        var organisation = Some.Catalogue.Organisation;
        organisation = organisation with { Settings = organisation.Settings with { Language = ofOrganisation } };

        InvitationLetter.Of(Some.User() with { Language = ofUser }, organisation, Link, Some.Now).Language.ShouldBe(expected);
    }

    [Fact]
    public void The_last_day_is_the_one_of_the_invitees_own_calendar()
    {
        var lateEvening = new DateTimeOffset(2026, 3, 16, 23, 30, 0, TimeSpan.Zero);

        InvitationLetter.Of(Some.User(), Some.Catalogue.Organisation, Link, lateEvening).Until.ShouldBe(new DateOnly(2026, 3, 17));
        InvitationLetter.Of(Some.User() with { TimeZone = TimeZoneName.Read("America/Lima", "").Value }, Some.Catalogue.Organisation, Link, lateEvening).Until.ShouldBe(new DateOnly(2026, 3, 16));
    }

    [Fact]
    public void What_people_typed_stays_text_in_a_mail_and_on_paper()
    {
        var letter = new InvitationLetter("<script>alert(1)</script>", "<img src=x>", Link, new(2026, 3, 16), Language.English);

        foreach (var html in new[] { letter.Html, PrintedInvitation.Page(new(letter, "<b>Ana</b>"), "<svg></svg>") })
        {
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
            html.ShouldNotContain("<b>");
        }
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Spanish)]
    public void Neither_mail_nor_paper_fetches_anything(Language language)
    {
        var letter = Letter(language);

        foreach (var html in new[] { letter.Html, PrintedInvitation.Page(new(letter, "Ana García"), "<svg></svg>") })
        {
            html.ShouldContain(Link);
            html.Replace(Link, "", StringComparison.Ordinal).ShouldNotContain("http");
            html.ShouldNotContain("src=");
            html.ShouldNotContain("url(");
        }
    }

    [Fact]
    public void An_SMS_with_ordinary_names_is_one_piece() =>
        new InvitationLetter("Supermercados Sol", "Ana", "https://people.ommnio.example/i/abcdefghijklmnopqrstuvwxyz234567", new(2026, 9, 30), Language.Spanish).Sms.Length.ShouldBeLessThanOrEqualTo(160);

    [Fact]
    public void A_letter_shows_nothing_in_a_log() => $"{Letter(Language.English)}".ShouldBe("(invitation letter)");

    private static InvitationLetter Letter(Language language) => new("Acme", "Ana", Link, new(2026, 3, 16), language);
}
