using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>Who invites, and in which language the person is spoken to: all that the landing page shows. No name: mail scanners open it too.</summary>
public sealed record Welcome(string Organisation, string Language);

/// <summary>From a token to what it opens. Nothing here changes anything: only accepting does (scanners open links).</summary>
public sealed class FindByToken(IInvitations invitations, IUsers users, ICatalogues catalogues, MasterKeys keys, TimeProvider time)
{
    /// <summary>Null for a token that does not work, whatever the reason (R29).</summary>
    public async Task<Welcome?> WelcomeAsync(string? token, CancellationToken cancellationToken)
    {
        if (await WhoseAsync(token, cancellationToken) is not var (message, hash))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var user = await users.FindAsync(message.Organisation, message.User, cancellationToken);
        var invitation = await invitations.FindAsync(message.Organisation, message.User, message.Invitation, cancellationToken);
        var works = user?.Invitation == message.Invitation && user.StateAt(now) == UserState.Pending && (invitation?.Value.IsOpenedBy(hash, keys, now) ?? false);
        return works && await catalogues.FindAsync(message.Organisation, cancellationToken) is { Organisation: var organisation }
            ? new(organisation.Name, user!.Language ?? organisation.Settings.Language)
            : null;
    }

    /// <summary>Whose it is or was; null when it cannot be one of ours, or never was.</summary>
    internal async Task<(InvitationMessage Message, byte[] Hash)?> WhoseAsync(string? token, CancellationToken cancellationToken) =>
        InvitationToken.HashOf(token) is { } hash && await invitations.FindByTokenAsync(hash, cancellationToken) is { } message ? (message, hash) : null;
}
