using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Who invites, and in which language the person is spoken to: all that the landing page shows. No name: mail scanners open it too.</summary>
public sealed record Welcome(string Organisation, Language Language)
{
    /// <summary>The person's own, or the organisation's (D12).</summary>
    public static Language LanguageOf(User user, Organisation organisation) => Languages.For(user.Language, Languages.For(organisation.Settings.Language));
}

/// <summary>
/// From a token to what it opens. Nothing here changes anything: only accepting does (scanners open links). Every token that could
/// be one of ours costs the same three reads, so that the time tells no more than the answer.
/// </summary>
public sealed class FindByToken(IInvitations invitations, IUsers users, ICatalogues catalogues, MasterKeys keys, TimeProvider time)
{
    private static readonly InvitationMessage Nobody = new(new("nobody"), default, default);

    /// <summary>Null for a token that does not work, whatever the reason (R29).</summary>
    public async Task<Welcome?> WelcomeAsync(string? token, CancellationToken cancellationToken) =>
        await FindAsync(token, cancellationToken) is { Works: true } found && await catalogues.FindAsync(found.Message.Organisation, cancellationToken) is { Organisation: var organisation }
            ? new(organisation.Name, Welcome.LanguageOf(found.User, organisation))
            : null;

    /// <summary>What a token is or was; null when it never was.</summary>
    internal async Task<Found?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (InvitationToken.HashOf(token) is not { } hash)
        {
            return null;
        }

        var message = await invitations.FindByTokenAsync(hash, cancellationToken) ?? Nobody;
        var user = await users.FindAsync(message.Organisation, message.User, cancellationToken);
        var invitation = await invitations.FindAsync(message.Organisation, message.User, message.Invitation, cancellationToken);
        return user is null || invitation is null ? null : new(message, hash, user, invitation)
        {
            Works = user.Invitation == message.Invitation && user.StateAt(time.GetUtcNow()) == UserState.Pending && invitation.Value.IsOpenedBy(hash, keys, time.GetUtcNow()),
        };
    }

    internal sealed record Found(InvitationMessage Message, byte[] Hash, User User, Stored<Invitation> Invitation)
    {
        public required bool Works { get; init; }
    }
}
