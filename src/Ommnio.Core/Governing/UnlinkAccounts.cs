using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

public abstract record UnlinkAccountsOutcome
{
    private UnlinkAccountsOutcome()
    {
    }

    public sealed record Unlinked : UnlinkAccountsOutcome;

    public sealed record Forbidden(Problem Problem) : UnlinkAccountsOutcome;

    public sealed record NotFound : UnlinkAccountsOutcome;
}

/// <summary>All chat accounts of a user are nobody's again, and a pairing code that waits for them is void. Safe to repeat.</summary>
public sealed class UnlinkAccounts(IUsers users, IChannelIdentities identities, IIds ids, TimeProvider time)
{
    public async Task<UnlinkAccountsOutcome> HandleAsync(Actor actor, UserId user, CancellationToken cancellationToken)
    {
        if (!actor.IsAccountAdministrator)
        {
            return new UnlinkAccountsOutcome.Forbidden(new("request.actor_without_rights", null));
        }

        if (await users.FindAsync(actor.Organisation, user, cancellationToken) is null)
        {
            return new UnlinkAccountsOutcome.NotFound();
        }

        var audit = new AuditEntry(new($"{ids.Next():N}"), time.GetUtcNow(), actor.User, actor.Way, "pairing.undone", []);
        await identities.UnlinkAsync(actor.Organisation, user, audit, cancellationToken);
        return new UnlinkAccountsOutcome.Unlinked();
    }
}
