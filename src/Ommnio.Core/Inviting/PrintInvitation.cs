using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;

namespace Ommnio.Core.Inviting;

/// <summary>Prints an invitation for the administrator whose ticket it is.</summary>
public sealed class PrintInvitation(IUsers users, ICatalogues catalogues, PresentInvitation present, MasterKeys keys, TimeProvider time)
{
    /// <summary>Two reads before those of showing it: who asked must still be an administrator. A ticket that is no good finds nothing.</summary>
    public async Task<PresentInvitationOutcome> HandleAsync(string? ticket, CancellationToken cancellationToken)
    {
        if (PrintTicket.Read(ticket, keys, time.GetUtcNow()) is not { } good
            || await catalogues.FindAsync(good.Organisation, cancellationToken) is not { } catalogue
            || await users.FindAsync(good.Organisation, good.Administrator, cancellationToken) is not { } administrator
            || Authority.Of(good.Organisation, administrator, WayIn.Bot, catalogue, time.GetUtcNow()) is not { IsAdministrator: true } actor)
        {
            return new PresentInvitationOutcome.NotFound();
        }

        return await present.HandleAsync(actor, good.User, good.Invitation, cancellationToken);
    }
}
