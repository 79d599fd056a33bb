using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Wording;

public sealed class SheetWordsTests
{
    private static readonly ShownInvitation Shown = new(new("Acme", "Ana", "https://people.example/i/abc", new(2026, 3, 16), Language.English), "Ana García");

    [Theory]
    [InlineData(Language.English, "Invitations to print")]
    [InlineData(Language.Spanish, "Invitaciones para imprimir")]
    public void A_sheet_has_a_title(Language language, string title) => SheetWords.Title(language).ShouldBe(title);

    [Theory]
    [InlineData(Language.English, "There is no invitation to be printed.")]
    [InlineData(Language.Spanish, "No hay ninguna invitación que imprimir.")]
    public void A_sheet_of_nobody_says_so_and_nothing_else(Language language, string said) => SheetWords.Notes(new([], 0, 0, null), language).ShouldBe([said]);

    [Fact]
    public void A_sheet_of_everybody_says_how_many_they_are_and_how_it_is_cut()
    {
        SheetWords.Notes(new([Shown], 0, 0, null), Language.English).ShouldBe(["Invitations: 1, six to a page of A4. Print without margins and cut along the lines."]);
        SheetWords.Notes(new([Shown], 0, 0, null), Language.Spanish).ShouldBe(["Invitaciones: 1, seis por página A4. Imprime sin márgenes y corta por las líneas."]);
    }

    [Fact]
    public void Who_is_not_on_it_is_counted_with_the_reason_and_what_to_do()
    {
        SheetWords.Notes(new([], 1, 2, "abc"), Language.English).Skip(1).ShouldBe(
        [
            "Not here, because they have no invitation that works: 1. Prepare the sheet (POST to this address), then print it again.",
            "Not here, because they have rights beyond yours: 2. Please ask an Account Administrator.",
            "This is not everybody. The next sheet is the one after=abc.",
        ]);
        SheetWords.Notes(new([], 1, 2, "abc"), Language.Spanish).Skip(1).ShouldBe(
        [
            "No están aquí, porque no tienen una invitación que funcione: 1. Prepara la hoja (POST a esta dirección) y vuelve a imprimirla.",
            "No están aquí, porque tienen más permisos que tú: 2. Pídeselo a un Administrador de Cuenta.",
            "No son todas las personas. La hoja siguiente es la de after=abc.",
        ]);
    }
}
