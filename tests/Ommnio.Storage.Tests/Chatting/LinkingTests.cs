using System.Text.Json.Nodes;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>How a stranger in the chat becomes the administrator that they are: by the code alone, and never before others.</summary>
public sealed class LinkingTests(SharedAzurite azurite) : ChatTests(azurite)
{
    private const string Stranger = "dl_stranger";

    [Theory]
    [InlineData("en-US", "{0}", "Thank you. From now on I know you here.", "Hello Marta, I am the registration bot of Acme.")]
    [InlineData("en-US", "hi, my code is {0}", "Thank you. From now on I know you here.", "Hello Marta, I am the registration bot of Acme.")]
    [InlineData("es-ES", "{0}", "Gracias. A partir de ahora te conozco aquí.", "Hola, Marta. Soy el bot de altas de Acme.")]
    [InlineData("es-ES", "Hola, mi código es {0}.", "Gracias. A partir de ahora te conozco aquí.", "Hola, Marta. Soy el bot de altas de Acme.")]
    public async Task Who_types_their_code_is_welcomed_and_goes_on_at_once(string locale, string said, string thanks, string welcome)
    {
        var account = $"dl_{Guid.NewGuid():N}";

        await SayAsync(account, said.Replace("{0}", (await CodeAsync()).Reveal().ToLowerInvariant(), StringComparison.Ordinal), locale);

        Channel.Texts.Count.ShouldBe(2);
        Channel.Texts[0].ShouldBe(thanks);
        Channel.Texts[1].ShouldStartWith(welcome);
        await SayAsync(account, "register Ana Pérez, Cashier, Sales", locale);
        await SayAsync(account, locale == "es-ES" ? "sí" : "yes", locale);
        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task A_stranger_is_told_what_to_do()
    {
        await SayAsync(Stranger, "hello");
        await SayAsync(Stranger, "hola", "es-ES");

        Channel.Texts[0].ShouldEndWith("ask an Account Administrator for a pairing code and write it here.");
        Channel.Texts[1].ShouldEndWith("pide a un Administrador de Cuenta un código de vinculación y escríbelo aquí.");
    }

    [Fact]
    public async Task A_code_that_is_made_up_or_used_or_over_gets_the_same_answer()
    {
        var used = await CodeAsync();
        await SayAsync($"dl_{Guid.NewGuid():N}", used.Text);
        var over = await CodeAsync();
        Time.Advance(PairingCode.Life);
        var before = Channel.Texts.Count;

        foreach (var code in (string[])["7KMPT-4WXHD", used.Text, over.Text])
        {
            await SayAsync(Stranger, code);
        }

        Channel.Texts.Skip(before).Distinct().ShouldHaveSingleItem().ShouldStartWith("That code does not work");
    }

    [Fact]
    public async Task Who_has_guessed_five_times_is_refused_whatever_they_type()
    {
        var account = $"dl_{Guid.NewGuid():N}";
        for (var guess = 0; guess < 5; guess++)
        {
            (await LinkAsync(account, PairingCode.Derive(new byte[32], Guid.NewGuid()))).ShouldBe("stranger.code");
        }

        (await LinkAsync(account, await CodeAsync())).ShouldBe("stranger.code");
        (await LinkAsync($"dl_{Guid.NewGuid():N}", await CodeAsync())).ShouldBe("stranger.linked");
    }

    [Theory]
    [InlineData("""{"isGroup":true}""")]
    [InlineData("""{"conversationType":"channel"}""")]
    [InlineData("""{"conversationType":"groupChat"}""")]
    public async Task Where_others_read_along_nobody_is_linked_and_the_code_still_works_in_private(string conversation)
    {
        var code = await CodeAsync();

        await PostAsync(Stranger, new() { ["text"] = code.Reveal(), ["conversation"] = JsonNode.Parse(conversation) });
        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("Let us do this in private");

        await SayAsync($"dl_{Guid.NewGuid():N}", code.Reveal());
        Channel.Texts[^2].ShouldStartWith("Thank you");
    }

    [Fact]
    public async Task An_account_of_another_user_stays_theirs()
    {
        var carl = await PersonAsync("Carl", user => user);

        await SayAsync(carl.Account, (await CodeAsync()).Reveal());

        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("This account belongs to another user already.");
    }

    [Fact]
    public async Task A_code_that_is_delivered_twice_links_once_and_says_nothing_twice()
    {
        var (account, code) = ($"dl_{Guid.NewGuid():N}", await CodeAsync());

        await SayAsync(account, code.Reveal(), client: "c1");
        await SayAsync(account, code.Reveal(), client: "c1");

        Channel.Texts.Count.ShouldBe(2);
    }

    private async Task<PairingCode> CodeAsync()
    {
        var make = new MakePairingCode(Get<IUsers>(), Get<ICatalogues>(), Get<IPairings>(), Secrets, new Storage.Tests.Ids(), Time);
        return ((MakePairingCodeOutcome.Made)await make.HandleAsync(new(Organisation, null, WayIn.Api, null), MartaUser, Token)).Code;
    }

    private async Task<string> LinkAsync(string account, PairingCode code) =>
        (await ((Bot.Activities.Linking)Services.GetService(typeof(Bot.Activities.Linking))!).HearAsync("directline", account, new Bot.Conversation.Input.Text(code.Text), Token)).Words;
}
