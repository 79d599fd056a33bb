using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Inviting;

/// <summary>Printing by a ticket: with the rights that its administrator has then.</summary>
public sealed class PrintInvitationTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly User marta = Some.User("Marta", "Ruiz") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now };
    private readonly User bea = Some.User("Bea", "López") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now };
    private readonly User luis = Some.User("Luis", "Gómez");

    [Fact]
    public async Task A_ticket_shows_the_same_link_as_the_chat()
    {
        var invitation = await InvitedAsync();

        var shown = (await PrintAsync(invitation)).ShouldBeOfType<PresentInvitationOutcome.Shown>();

        shown.Invitation.Letter.Link.ShouldBe("https://people.example/i/token");
    }

    [Fact]
    public async Task Who_has_lost_the_right_meanwhile_prints_nothing()
    {
        var invitation = await InvitedAsync();
        (await Get<IUsers>().ChangeAsync(Organisation, marta.Id, before => new(before with { BlockedAt = Some.Now, Version = before.Version + 1 }, null, false, Audit()), Token)).ShouldBeOfType<Changing.Changed>();

        (await PrintAsync(invitation)).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
    }

    [Fact]
    public async Task What_was_taken_back_is_not_printed()
    {
        var invitation = await InvitedAsync();
        await new RevokeInvitation(Get<IUsers>(), Get<IInvitations>(), new Ids(), Time).HandleAsync(new(Actor(), luis.Id, invitation), Token);

        (await PrintAsync(invitation)).ShouldBeOfType<PresentInvitationOutcome.Ended>();
    }

    [Fact]
    public async Task After_a_quarter_of_an_hour_the_ticket_opens_nothing()
    {
        var invitation = await InvitedAsync();

        (await PrintAsync(invitation, later: PrintTicket.Life)).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
    }

    private async Task<InvitationId> InvitedAsync()
    {
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [], []), Token);
        foreach (var user in (User[])[marta, bea, luis])
        {
            (await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token)).ShouldBeOfType<Adding.Added>();
        }

        var invite = new InviteUser(Get<ICatalogues>(), Get<IUsers>(), Get<IInvitations>(), new([]), HandOff(), Secrets, new Ids(), Time);
        return (await invite.HandleAsync(new(Actor(), luis.Id, InvitationChannel.Qr, null), Token)).ShouldBeOfType<InviteUserOutcome.Invited>().Invitation.Id;
    }

    private Task<PresentInvitationOutcome> PrintAsync(InvitationId invitation, TimeSpan later = default)
    {
        var ticket = new PrintTicket(Organisation, marta.Id, luis.Id, invitation, Time.GetUtcNow() + PrintTicket.Life).Write(Secrets);
        Time.Advance(later);
        var present = new PresentInvitation(Get<ICatalogues>(), new(Get<IUsers>()), Get<IInvitations>(), _ => "https://people.example/i/token", Secrets, Time);
        return new PrintInvitation(Get<IUsers>(), Get<ICatalogues>(), present, Secrets, Time).HandleAsync(ticket, Token);
    }

    private Actor Actor() => new(Organisation, marta.Id, WayIn.Bot, null);

    private AuditEntry Audit() => new(new($"{Guid.NewGuid():N}"), Time.GetUtcNow(), marta.Id, WayIn.Bot, "user.blocked", []);

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
