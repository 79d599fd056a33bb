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
