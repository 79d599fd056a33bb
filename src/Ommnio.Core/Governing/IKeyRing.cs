using System.Collections.Immutable;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>What an administrator sees of an API key: all but what opens anything.</summary>
/// <param name="Replaces">The key that it was rotated from; both live until that one ends.</param>
public sealed record KeyEntry(string Id, string Name, ImmutableHashSet<Scope> Scopes, DateTimeOffset CreatedAt, UserId? CreatedBy, DateTimeOffset? ExpiresAt, string? Replaces);

/// <summary>A key that was just made: what is stored of its secret.</summary>
public sealed record NewKey(string Id, ImmutableArray<byte> SecretHash);

/// <summary>An organisation's API keys. What is done to one is in the account's history before it takes effect, so that no key opens or closes anything unrecorded.</summary>
public interface IKeyRing
{
    /// <summary>Listed first, then in the history, then usable: what a crash leaves in between was shown to nobody. False: a key of that id was made before, by the same request.</summary>
    Task<bool> AddAsync(ApiKey key, KeyEntry entry, AuditEntry audit, CancellationToken cancellationToken);

    Task<IReadOnlyList<KeyEntry>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>The key ends then, if not before. False: the organisation has no such key.</summary>
    Task<bool> EndAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The key opens nothing any more, within a minute. Safe to repeat. False: the organisation has no such key.</summary>
    Task<bool> RevokeAsync(OrganisationId organisation, string id, AuditEntry audit, CancellationToken cancellationToken);
}
