using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>For whom a pairing code was made, and until when it is good.</summary>
public sealed record Pairing(OrganisationId Organisation, UserId User, DateTimeOffset ExpiresAt);

/// <summary>Pairing codes, of which a keyed hash is kept.</summary>
public interface IPairings
{
    /// <summary>The user's only code from now on: one that they had before opens nothing any more.</summary>
    Task AddAsync(PairingCode code, Pairing pairing, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the code to the account, decided by the row's ETag: it is never another's. The same account may take it again, since the
    /// first answer may have been lost. Null: nobody made it, it is over, a newer one was made, or another account has it.
    /// </summary>
    Task<Pairing?> TakeAsync(PairingCode code, string channel, string account, DateTimeOffset now, Func<UserId, AuditEntry> audit, CancellationToken cancellationToken);
}
