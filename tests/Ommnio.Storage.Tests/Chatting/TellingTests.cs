using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>The bot speaks first: where the administrator last spoke, and only of whom they may know.</summary>
public sealed class TellingTests(SharedAzurite azurite) : ChatTests(azurite)
{
    [Theory]
    [InlineData(InvitationNews.Accepted, "en-US", "Ana García has accepted the invitation and is in.")]
    [InlineData(InvitationNews.Failed, "en-US", "The invitation of Ana García has not arrived. It could not be delivered after several tries. Please send it again.")]
    [InlineData(InvitationNews.Failed, "es-ES", "La invitación de Ana García no ha llegado. No se pudo entregar tras varios intentos. Vuelve a enviarla.")]
    [InlineData(InvitationNews.AskedFor, "es-ES", "Ana García tiene una invitación que ya no funciona y pide otra.")]
    public async Task An_administrator_hears_the_news_where_they_spoke_last_in_their_language(InvitationNews news, string locale, string words)
    {
        await SayAsync(Marta, "hello", locale: locale);

        (await TellAsync(MartaUser, news)).ShouldBeTrue();

        Channel.Texts[^1].ShouldBe(words);
    }

    [Fact]
    public async Task Who_never_spoke_to_the_bot_cannot_be_told() => (await TellAsync(MartaUser, InvitationNews.Accepted)).ShouldBeFalse();

    [Fact]
    public async Task Who_is_no_administrator_any_more_is_told_nothing()
    {
        await SayAsync(Marta, "hello");
        // The last Account Administrator cannot be blocked.
        await PersonAsync("Bea", user => user with { Role = OrganisationRole.AccountAdministrator });
        (await Get<IUsers>().ChangeAsync(Organisation, MartaUser, Some.Change(user => user with { BlockedAt = Some.Now }), Token)).ShouldBeOfType<Changing.Changed>();
        var before = Channel.Texts.Count;

        (await TellAsync(MartaUser, InvitationNews.Accepted)).ShouldBeFalse();

        Channel.Texts.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_channel_that_does_not_answer_is_tried_again()
    {
        await SayAsync(Marta, "hello");
        Channel.Refuses = _ => true;

        await Should.ThrowAsync<Exception>(() => TellAsync(MartaUser, InvitationNews.Accepted));
        Channel.Refuses = _ => false;

        (await TellAsync(MartaUser, InvitationNews.Accepted)).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_somebody_speaks_is_written_once_and_is_not_readable()
    {
        await SayAsync(Marta, "hello");
        Requests.Clear();
        await SayAsync(Marta, "hello");

        Requests.Kinds.Count(kind => kind == RequestKind.Write).ShouldBe(1, "the draft alone");
        var row = await Tables.Drafts.GetEntityAsync<Azure.Data.Tables.TableEntity>(Organisation.Value, $"chat:{MartaUser}", cancellationToken: Token);
        System.Text.Encoding.UTF8.GetString(row.Value.GetBinary("Sealed")).ShouldNotContain(Marta);
    }

    private Task<bool> TellAsync(UserId administrator, InvitationNews news) =>
        Services.GetRequiredService<IAdministratorChats>().TellAsync(Organisation, administrator, Some.User(), news, news == InvitationNews.Failed ? new("invitation.undeliverable", null) : null, Token);
}
