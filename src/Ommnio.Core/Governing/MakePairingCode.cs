using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

public abstract record MakePairingCodeOutcome
{
    private MakePairingCodeOutcome()
    {
    }

    /// <summary>Shown now and never again.</summary>
    public sealed record Made(PairingCode Code, DateTimeOffset ExpiresAt) : MakePairingCodeOutcome;

    public sealed record Refused(Problem Problem) : MakePairingCodeOutcome;

    public sealed record Forbidden(Problem Problem) : MakePairingCodeOutcome;

    public sealed record NotFound : MakePairingCodeOutcome;
}

/// <summary>
/// A code by which one administrator is known in a chat. It is as good as their rights, so it takes an Account Administrator; and it
/// is made for administrators alone, since the bot serves nobody else.
/// </summary>
public sealed class MakePairingCode(IUsers users, ICatalogues catalogues, IPairings pairings, MasterKeys keys, IIds ids, TimeProvider time)
{
    private const string Purpose = "pairing-code";

    public async Task<MakePairingCodeOutcome> HandleAsync(Actor actor, UserId id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!actor.IsAccountAdministrator)
        {
            return new MakePairingCodeOutcome.Forbidden(new("request.actor_without_rights", null));
        }

        if (await users.FindAsync(actor.Organisation, id, cancellationToken) is not { } user || await catalogues.FindAsync(actor.Organisation, cancellationToken) is not { } catalogue)
        {
            return new MakePairingCodeOutcome.NotFound();
        }

        if (Authority.Of(actor.Organisation, user, WayIn.Bot, catalogue, now) is not { IsAdministrator: true })
        {
            return new MakePairingCodeOutcome.Refused(new("pairing.no_administrator", null));
        }

        // Random by the key: whoever sees an id of ours can make no code of it.
        var code = PairingCode.Derive(keys.Derive(keys.CurrentId, Purpose), ids.Next());
        var pairing = new Pairing(actor.Organisation, id, now + PairingCode.Life);
        await pairings.AddAsync(code, pairing, new(new($"{ids.Next():N}"), now, actor.User, actor.Way, "pairing.made", []), cancellationToken);
        return new MakePairingCodeOutcome.Made(code, pairing.ExpiresAt);
    }
}
