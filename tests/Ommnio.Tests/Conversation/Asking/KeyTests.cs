using System.Text.Json.Nodes;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>What holds of API keys in the chat, whatever is said.</summary>
public sealed class KeyTests
{
    private const string Secret = "_secret_";

    [Theory]
    [InlineData(Language.English, "create an API key for payroll", "look users up by code", "yes", "rotate the payroll API key", "yes")]
    [InlineData(Language.Spanish, "crea una clave de API para nóminas", "leer todos los usuarios", "sí", "rota la clave de nóminas", "sí")]
    public void A_key_is_in_the_one_message_that_shows_it_and_never_in_the_draft(Language language, params string[] said)
    {
        var (keys, chat) = (new CompanyKeys(), new Chat(language));
        chat.Answer = effect => keys.To(effect) ?? Fixture.Answer(effect);
        List<bool> shown = [];

        foreach (var text in said)
        {
            chat.Hear(text);
            chat.Draft.Write().ShouldNotContain(Secret);
            shown.Add(chat.Said.Contains(Secret, StringComparison.Ordinal));
        }

        shown.ShouldBe([false, false, true, false, true]);
        chat.Message!.Later!.ShouldNotContain(Secret);
        JsonNode.Parse(chat.Message.CardJson!)!["body"]!.ToJsonString().ShouldContain(Secret);
        chat.Message.Beside.ShouldNotContain(Secret);
    }

    [Fact]
    public void A_yes_that_was_cut_short_and_is_said_again_makes_no_second_key()
    {
        List<Effect> effects = [];
        var chat = new Chat { Answer = effect => Cut(effect, effects) };

        Should.Throw<IOException>(() => chat.Hear("create an API key for payroll", "read all users", "yes"));
        Should.Throw<IOException>(() => chat.Hear("yes"));

        effects.OfType<Effect.MakeKey>().Select(effect => effect.Key).Distinct().Count().ShouldBe(1);
        effects.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("please register an API Key")]
    [InlineData("register Ana Pérez, Keymaster, Sales")]
    [InlineData("alta de Clave Pérez como cajera en ventas")]
    public void Who_registers_a_person_is_not_taken_for_somebody_who_wants_a_key(string said)
    {
        var chat = new Chat().Hear(said);

        chat.Draft.Aside.ShouldBeNull();
        chat.Draft.Stage.ShouldNotBe(Stage.Idle);
    }

    [Fact]
    public void What_the_chat_offers_reaches_no_other_organisation_and_covers_what_an_administrator_needs()
    {
        var all = Bot.Conversation.Keys.KeyReplies.Kinds;

        all.ShouldAllBe(kind => !kind.Scopes.Contains(Scope.Product));
        all[^1].Scopes.Order().ShouldBe(Enum.GetValues<Scope>().Except([Scope.Product]));
    }

    private static Input Cut(Effect effect, List<Effect> effects)
    {
        effects.Add(effect);
        throw new IOException("The process dies here.");
    }
}
