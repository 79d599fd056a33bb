using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Speech;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("register Ana Pérez as cashier in sales", "Ana Pérez", "cashier", "sales")]
    [InlineData("Please register Ana Pérez, Cashier, Sales", "Ana Pérez", "Cashier", "Sales")]
    [InlineData("I want to register Ana Pérez as a cashier at Store Operations", "Ana Pérez", "cashier", "Store Operations")]
    [InlineData("could you add Ana Pérez, Cashier", "Ana Pérez", "Cashier", null)]
    [InlineData("alta de Luis Gómez como cajero en ventas", "Luis Gómez", "cajero", "ventas")]
    [InlineData("Quiero dar de alta a Luis Gómez como cajero en ventas", "Luis Gómez", "cajero", "ventas")]
    [InlineData("da de alta a Luis Gómez, cajero", "Luis Gómez", "cajero", null)]
    [InlineData("por favor, registra a Luis Gómez", "Luis Gómez", null, null)]
    public void A_sentence_names_whom_to_register(string said, string name, string? position, string? area)
    {
        var found = Sentences.Register(said).ShouldNotBeNull();
        (found.Name, found.Position, found.Area).ShouldBe((name, position, area));
    }

    [Theory]
    [InlineData("register a user")]
    [InlineData("register a new user")]
    [InlineData("I want to register someone")]
    [InlineData("add a new employee")]
    [InlineData("register")]
    [InlineData("dar de alta a un usuario")]
    [InlineData("quiero dar de alta a alguien")]
    [InlineData("Quisiera dar de alta a una persona nueva")]
    [InlineData("¿Puedes dar de alta a un empleado?")]
    public void A_sentence_that_names_nobody_only_begins(string said)
    {
        Commands.Read(said).ShouldBe(Command.Register);
        Sentences.Register(said).ShouldBeNull();
    }

    [Theory]
    [InlineData("Ana García", Language.Spanish, "Ana", "García")]
    [InlineData("Ana García López", Language.Spanish, "Ana", "García López")]
    [InlineData("María José García López", Language.Spanish, "María José", "García López")]
    [InlineData("Juan de la Cruz", Language.Spanish, "Juan", "de la Cruz")]
    [InlineData("Mary Ann Smith", Language.English, "Mary Ann", "Smith")]
    [InlineData("García López, Ana", Language.English, "Ana", "García López")]
    [InlineData("Vincent van Gogh", Language.English, "Vincent", "van Gogh")]
    [InlineData("Pelé", Language.English, "Pelé", null)]
    public void A_name_is_split_as_its_language_does(string name, Language language, string first, string? last) =>
        Sentences.SplitName(name, language).ShouldBe((first, last));

    [Theory]
    [InlineData("a, b and c", "a|b|c")]
    [InlineData("a, b y c", "a|b|c")]
    [InlineData("Ana e Inés", "Ana|Inés")]
    [InlineData("#night #English speaker", "night|English speaker")]
    public void A_list_is_taken_apart(string said, string parts) => string.Join('|', Lists.Parts(said)).ShouldBe(parts);

    [Fact]
    public void What_is_too_long_for_a_sentence_is_not_searched_for_one() =>
        Sentences.Register("register " + string.Concat(Enumerable.Repeat("a as b in c, ", 300))).ShouldBeNull();
}
