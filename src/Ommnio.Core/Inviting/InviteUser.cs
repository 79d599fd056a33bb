using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Invites a user who is registered and pending.</summary>
public sealed record InviteUserRequest(Actor Actor, UserId User, InvitationChannel Channel, Operation Operation);

public abstract record InviteUserOutcome
{
    private InviteUserOutcome()
    {
    }

    public sealed record Invited(Invitation Invitation, InvitationToken Token) : InviteUserOutcome;

    public sealed record NotFound : InviteUserOutcome;

    public sealed record Refused(Problem Problem) : InviteUserOutcome;
}

public sealed class InviteUser(ICatalogues catalogues, IUsers users, IInvitations invitations, IInvitationMessages messages, MasterKeys keys, IIds ids, TimeProvider time)
{
    public async Task<InviteUserOutcome> HandleAsync(InviteUserRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        _ = (catalogues, users, invitations, messages, keys, ids, time, request, cancellationToken);
        throw new InvalidOperationException();
    }
}
