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
    [InlineData("en-US", "invite Luis Gómez by link", "invite Luis again by link", "Here is the personal link of Luis Gómez.")]
    [InlineData("es-ES", "invita a Luis Gómez por enlace", "vuelve a invitar a Luis por enlace", "Este es el enlace personal de Luis Gómez.")]
    public async Task D48_Luis_is_invited_again_and_only_the_last_one_lives(string locale, string first, string again, string words)
    {
        await AddAsync();

        foreach (var said in (string[])[first, again])
        {
            await SayAsync(Marta, said, locale: locale);
            Channel.Texts[^1].ShouldContain(words);
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await StatesAsync()).ShouldBe([InvitationState.Issued, InvitationState.Revoked]);
    }

    [Theory]
    [InlineData("invite Luis by link", "invite Luis by link", "link", "Link", "invite Luis by link")]
    [InlineData("invita a Luis", "Enlace", "Enlace", "enlace", "invita a Luis por enlace")]
    public async Task However_often_it_is_said_at_once_one_invitation_is_made(params string[] said)
    {
        await AddAsync();

        foreach (var words in said)
        {
            await SayAsync(Marta, words);
        }

        (await StatesAsync()).ShouldBe([InvitationState.Issued]);
    }

    [Fact]
    public async Task D16_The_consent_is_recorded_by_who_said_it_before_the_phone_is_used()
    {
        await AddAsync(PhoneNumber.FromE164("+34612345678"));

        await SayAsync(Marta, "invite Luis");
        await SayAsync(Marta, "Sign-up by phone");
        (await Get<IUsers>().FindAsync(Organisation, luis.Id, Token))!.PhoneConsent.ShouldBeNull();
        await SayAsync(Marta, "yes");

        (await Get<IUsers>().FindAsync(Organisation, luis.Id, Token))!.PhoneConsent!.By.ShouldBe(MartaUser);
        Channel.Texts[^1].ShouldContain("+34 6•• ••• 678");
        Channel.Texts.ShouldNotContain(text => text.Contains("612345678", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_QR_code_comes_as_a_picture_with_words_for_who_does_not_see_it_and_the_ticket_behind_the_hash()
    {
        await AddAsync();

        await SayAsync(Marta, "invite Luis by QR");

        var card = Channel.Sent.Last(sent => sent["attachments"] is System.Text.Json.Nodes.JsonArray { Count: > 0 })["attachments"]![0]!["content"]!;
        var picture = card["body"]!.AsArray().Single(item => (string?)item!["type"] == "Image")!;
        ((string)picture["url"]!).ShouldStartWith("data:image/png;base64,");
        ((string)picture["altText"]!).ShouldBe("QR code of the invitation of Luis Gómez");
        ((string)card["actions"]![0]!["url"]!).ShouldStartWith("https://people.example/print#");
    }

    [Theory]
    [InlineData("en-US", "invite Luis by link", "cancel Luis's invitation", "Done. The invitation of Luis Gómez works no more.", "invite Luis again by link")]
    [InlineData("es-ES", "invita a Luis por enlace", "anula la invitación de Luis", "Hecho. La invitación de Luis Gómez ya no sirve.", "vuelve a invitar a Luis por enlace")]
    public async Task D49_An_invitation_is_taken_back_by_words_and_made_anew(string locale, string invite, string cancel, string words, string again)
    {
        await AddAsync();
        await SayAsync(Marta, invite, locale: locale);
        await SayAsync(Marta, cancel, locale: locale);

        Channel.Texts[^1].ShouldStartWith(words);
        (await StatesAsync()).ShouldBe([InvitationState.Revoked]);
        await SayAsync(Marta, cancel, locale: locale);
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

    private async Task AddAsync(PhoneNumber? phone = null)
    {
        luis = Some.User("Luis", "Gómez") with { Phone = phone };
        (await Get<IUsers>().AddAsync(Organisation, Some.New(luis), Token)).ShouldBeOfType<Adding.Added>();
    }

    private async Task<IReadOnlyList<InvitationState>> StatesAsync() => [.. (await Get<IInvitations>().ListAsync(Organisation, luis.Id, Token)).Select(invitation => invitation.State)];
}
