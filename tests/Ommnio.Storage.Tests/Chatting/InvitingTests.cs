using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>Invitations in the chat, of users who are there already.</summary>
public sealed class InvitingTests(SharedAzurite azurite) : ChatTests(azurite)
{
    private User luis = null!;

    [Theory]
    [InlineData("en-US", "invite Luis Gómez", "invite Luis again", "Here is the personal link of Luis Gómez.")]
    [InlineData("es-ES", "invita a Luis Gómez", "vuelve a invitar a Luis", "Este es el enlace personal de Luis Gómez.")]
    public async Task D48_Luis_is_invited_again_and_only_the_last_one_lives(string locale, string first, string again, string words)
    {
        await AddAsync();

        foreach (var said in (string[])[first, again])
        {
            await SayAsync(Marta, said, locale: locale);
            Channel.Texts[^1].ShouldStartWith(words);
        }

        (await StatesAsync()).ShouldBe([InvitationState.Issued, InvitationState.Revoked]);
    }

    [Theory]
    [InlineData("en-US", "invite Luis", "cancel Luis's invitation", "Done. The invitation of Luis Gómez works no more.", "invite Luis again")]
    [InlineData("es-ES", "invita a Luis", "anula la invitación de Luis", "Hecho. La invitación de Luis Gómez ya no sirve.", "vuelve a invitar a Luis")]
    public async Task D49_An_invitation_is_taken_back_by_words_and_made_anew(string locale, string invite, string cancel, string words, string again)
    {
        await AddAsync();
        await SayAsync(Marta, invite, locale: locale);
        await SayAsync(Marta, cancel, locale: locale);

        Channel.Texts[^1].ShouldStartWith(words);
        (await StatesAsync()).ShouldBe([InvitationState.Revoked]);
        await SayAsync(Marta, again, locale: locale);
        (await StatesAsync()).ShouldBe([InvitationState.Issued, InvitationState.Revoked]);
    }

    [Theory]
    [InlineData("en-US", "cancel Luis's invitation", "Luis Gómez has no open invitation.")]
    [InlineData("es-ES", "cancela la invitación de Luis", "Luis Gómez no tiene ninguna invitación abierta.")]
    public async Task Where_there_is_none_nothing_is_taken_back(string locale, string cancel, string words)
    {
        await AddAsync();

        await SayAsync(Marta, cancel, locale: locale);

        Channel.Texts[^1].ShouldStartWith(words);
    }

    [Theory]
    [InlineData("en-US", "who has not accepted yet?")]
    [InlineData("es-ES", "¿quién no ha aceptado todavía?")]
    public async Task Who_has_not_accepted_yet_is_listed(string locale, string question)
    {
        await AddAsync();

        await SayAsync(Marta, question, locale: locale);

        Channel.Texts[^1].ShouldContain("Luis Gómez");
        Channel.Texts[^1].ShouldNotContain("Marta");
    }

    private async Task AddAsync()
    {
        luis = Some.User("Luis", "Gómez");
        (await Get<IUsers>().AddAsync(Organisation, Some.New(luis), Token)).ShouldBeOfType<Adding.Added>();
    }

    private async Task<IReadOnlyList<InvitationState>> StatesAsync() => [.. (await Get<IInvitations>().ListAsync(Organisation, luis.Id, Token)).Select(invitation => invitation.State)];
}
