using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Speech;

public sealed class LeadsTests
{
    [Theory]
    [InlineData("register Ana Pérez", "Ana Pérez")]
    [InlineData("Please register Ana Pérez", "Ana Pérez")]
    [InlineData("Hi, could you add a new employee called Ana Pérez", "Ana Pérez")]
    [InlineData("I need an account for Ana Pérez", "Ana Pérez")]
    [InlineData("we have a new colleague, Ana Pérez", "Ana Pérez")]
    [InlineData("new employee: Ana Pérez", "Ana Pérez")]
    [InlineData("Her name is Ana Pérez", "Ana Pérez")]
    [InlineData("alta de Ana Pérez", "Ana Pérez")]
    [InlineData("Quiero dar de alta a Ana Pérez", "Ana Pérez")]
    [InlineData("Buenos días, ¿puedes dar de alta a Ana Pérez", "Ana Pérez")]
    [InlineData("por favor, registra a Ana Pérez", "Ana Pérez")]
    [InlineData("necesito un alta de Ana Pérez", "Ana Pérez")]
    [InlineData("Tenemos una nueva compañera, Ana Pérez", "Ana Pérez")]
    [InlineData("da de alta a una empleada que se llama Ana Pérez", "Ana Pérez")]
    [InlineData("register de la Cruz, Ana", "de la Cruz, Ana")]
    public void A_sentence_leads_to_the_name(string said, string name) => said[Leads.Of(said)!.Start..].ShouldBe(name);

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
    public void A_sentence_that_names_nobody_only_begins(string said) => Commands.Read(said).ShouldBe(Command.Register);

    [Theory]
    [InlineData("Ana Pérez, Cashier, Sales")]
    [InlineData("hello")]
    [InlineData("New")]
    [InlineData("")]
    public void Other_words_lead_to_nobody(string said) => Leads.Of(said).ShouldBeNull();

    [Theory]
    [InlineData("it's Cashier", Field.Position, "Cashier")]
    [InlineData("she's a shift manager", Field.Position, "shift manager")]
    [InlineData("trabaja de cajera", Field.Position, "cajera")]
    [InlineData("she is in Sales", Field.Area, "Sales")]
    [InlineData("está en Valencia", Field.Location, "Valencia")]
    [InlineData("her last name is Pérez", Field.LastName, "Pérez")]
    [InlineData("se llama Ana", Field.FirstName, "Ana")]
    [InlineData("In charge of sales", Field.Position, "In charge of sales")]
    public void An_answer_may_be_a_sentence(string said, Field field, string answer) => Leads.Without(said, field).ShouldBe(answer);

    [Theory]
    [InlineData("Ana García", Language.Spanish, "Ana", "García")]
    [InlineData("Ana García López", Language.Spanish, "Ana", "García López")]
    [InlineData("Ana García López", Language.English, "Ana", "García López")]
    [InlineData("Ana María Pérez", Language.Spanish, "Ana María", "Pérez")]
    [InlineData("María José García López", Language.Spanish, "María José", "García López")]
    [InlineData("María del Carmen López", Language.Spanish, "María del Carmen", "López")]
    [InlineData("José Luis de la Torre y Sanz", Language.Spanish, "José Luis", "de la Torre y Sanz")]
    [InlineData("José Ortega y Gasset", Language.Spanish, "José", "Ortega y Gasset")]
    [InlineData("Juan de la Cruz", Language.Spanish, "Juan", "de la Cruz")]
    [InlineData("Mary Ann Smith", Language.English, "Mary Ann", "Smith")]
    [InlineData("John Fitzgerald Kennedy", Language.English, "John Fitzgerald", "Kennedy")]
    [InlineData("García López, Ana", Language.English, "Ana", "García López")]
    [InlineData("Vincent van Gogh", Language.English, "Vincent", "van Gogh")]
    [InlineData("Jean-Luc O'Brien", Language.English, "Jean-Luc", "O'Brien")]
    [InlineData("María José", Language.Spanish, "María José", null)]
    [InlineData("Pelé", Language.English, "Pelé", null)]
    public void A_name_is_split_as_its_language_does(string name, Language language, string first, string? last)
    {
        var split = SplitName.Of(name, language);
        (split.First, split.Last).ShouldBe((first, last));
    }

    [Theory]
    [InlineData("a, b and c", "a|b|c")]
    [InlineData("a, b y c", "a|b|c")]
    [InlineData("Ana e Inés", "Ana|Inés")]
    [InlineData("#night #English speaker", "night|English speaker")]
    public void A_list_is_taken_apart(string said, string parts) => string.Join('|', Lists.Parts(said)).ShouldBe(parts);

    [Theory]
    [InlineData("12345678Z", "12345678Z")]
    [InlineData("her id x1234567-l, I think", "x1234567-l")]
    [InlineData("123456789Z", null)]
    [InlineData("A12345678Z", null)]
    [InlineData("12345678ZZ", null)]
    public void An_ID_is_known_by_its_form(string said, string? id) => SpanishIds.Within(said).ShouldBe(id);
}
