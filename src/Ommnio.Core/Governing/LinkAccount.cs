using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

public abstract record LinkAccountOutcome
{
    private LinkAccountOutcome()
    {
    }

    public sealed record Linked(OrganisationId Organisation, UserId User) : LinkAccountOutcome;

    /// <summary>The account is a user's already. Decided before the code is looked at, so it tells nothing of the code.</summary>
    public sealed record AlreadyLinked : LinkAccountOutcome;

    /// <summary>Whatever is wrong with the code: who guesses learns nothing.</summary>
    public sealed record Refused : LinkAccountOutcome;
}

/// <summary>
/// From a pairing code to a link that stays: the account that the channel vouches for is that administrator's. Safe to repeat: the
/// code is the account's from its first use, so a crash in between is mended by typing it again.
/// </summary>
public sealed class LinkAccount(IPairings pairings, IChannelIdentities identities, IIds ids, TimeProvider time)
{
    public async Task<LinkAccountOutcome> HandleAsync(string channel, string account, PairingCode code, CancellationToken cancellationToken)
    {
        if (await identities.FindAsync(channel, account, cancellationToken) is not null)
        {
            return new LinkAccountOutcome.AlreadyLinked();
        }

        var now = time.GetUtcNow();
        if (await pairings.TakeAsync(code, channel, account, now, user => new(new($"{ids.Next():N}"), now, user, WayIn.Bot, "pairing.used", []), cancellationToken) is not { } pairing)
        {
            return new LinkAccountOutcome.Refused();
        }

        return await identities.AddAsync(new(channel, account, pairing.Organisation, pairing.User), cancellationToken)
            ? new LinkAccountOutcome.Linked(pairing.Organisation, pairing.User)
            : new LinkAccountOutcome.Refused();
    }
}
