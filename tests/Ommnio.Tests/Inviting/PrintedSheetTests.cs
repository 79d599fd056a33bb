using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class PrintedSheetTests
{
    private const string Link = "https://people.example/api/i/abcdefghijklmnopqrstuvwxyz234567";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    [InlineData(12, 2)]
    public void Six_fit_a_page(int invitations, int pages) =>
        (Page(Sheet(invitations)).Split("<section").Length - 1).ShouldBe(pages);

    [Fact]
    public void What_people_typed_stays_text_and_nothing_is_fetched()
    {
        var page = Page(new([Shown("<b>Ana</b>", "<script>1</script> & Sons", Language.English)], 0, 0, null));

        page.ShouldContain("For &lt;b&gt;Ana&lt;/b&gt;");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("url(");
    }

    [Fact]
    public void Each_is_in_its_own_language_and_the_notes_are_in_the_administrators()
    {
        var page = Page(new([Shown("Ana", "Shop", Language.English), Shown("Eva", "Shop", Language.Spanish)], 2, 1, "abc"), Language.Spanish);

        page.ShouldContain("<html lang=\"es\">");
        page.ShouldContain("<article lang=\"en\">\n<h2>Shop invites you to its chat</h2>\n<p class=\"for\">For Ana</p>");
        page.ShouldContain("<article lang=\"es\">\n<h2>Shop te invita a su chat</h2>\n<p class=\"for\">Para Eva</p>");
        foreach (var note in (string[])["Invitaciones: 2, seis por página", "no tienen una invitación que funcione: 2.", "más permisos que tú: 1.", "after=abc."])
        {
            page.ShouldContain(note.Replace("á", "&#225;", StringComparison.Ordinal).Replace("ó", "&#243;", StringComparison.Ordinal).Replace("ú", "&#250;", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Language.English, "en", "For", "QR code of the invitation")]
    [InlineData(Language.Spanish, "es", "Para", "Código QR de la invitación")]
    public void Each_has_who_invites_whom_its_own_code_the_steps_and_the_link(Language language, string tag, string @for, string code)
    {
        var shown = Shown("Ana", "Shop", language);
        var (letter, page) = (shown.Letter, System.Net.WebUtility.HtmlDecode(Page(new([shown], 0, 0, null))));

        page[page.IndexOf("<article", StringComparison.Ordinal)..].ShouldStartWith(
            $"""
            <article lang="{tag}">
            <h2>{letter.Subject}</h2>
            <p class="for">{@for} Ana</p>
            <div class="how">
            <div class="qr" role="img" aria-label="{code}"><svg><title>{Link}</title></svg></div>
            <ol><li>{letter.Steps[0]}</li><li>{letter.Steps[1]}</li><li>{letter.Steps[2]}</li></ol>
            </div>
            <p class="link">{Link}</p>
            </article></section>
            """);
    }

    [Theory]
    [InlineData(Language.English, "en", "Invitations to print")]
    [InlineData(Language.Spanish, "es", "Invitaciones para imprimir")]
    public void The_page_has_its_title_in_the_administrators_language(Language language, string tag, string title)
    {
        var page = Page(Sheet(1), language);

        page.ShouldContain($"<html lang=\"{tag}\">");
        page.ShouldContain($"<title>{title}</title>");
        page.ShouldContain($"<h1>{title}</h1>");
    }

    [Fact]
    public void An_empty_sheet_says_so()
    {
        Page(Sheet(0)).ShouldContain("There is no invitation to be printed.");
        Page(Sheet(1)).ShouldNotContain("Not here");
    }

    private static string Page(FilledSheet sheet, Language language = Language.English) => PrintedSheet.Page(sheet, link => $"<svg><title>{link}</title></svg>", language);

    private static FilledSheet Sheet(int invitations) => new([.. Enumerable.Range(0, invitations).Select(_ => Shown("Ana", "Shop", Language.English))], 0, 0, null);

    private static ShownInvitation Shown(string name, string organisation, Language language) =>
        new(new(organisation, name, Link, new(2026, 3, 16), language), name);
}
