using System.Collections.Immutable;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

/// <summary>What an API key may do; on the wire <c>users.read</c>, <c>users.write</c>, ...</summary>
public enum Scope
{
    UsersRead,
    UsersWrite,
    InvitationsWrite,
    CatalogueWrite,
    Lookup,
    Product,
    Admin,
}

/// <summary>How scopes are called where people and programs write them: <c>users.read</c>, <c>invitations.write</c>, ...</summary>
public static class ScopeNames
{
    /// <summary>What reaches no further than the key's own organisation: all but the chat product's, which signs people up by their number wherever they are pending (D52).</summary>
    public static ImmutableHashSet<Scope> OfOneOrganisation { get; } = [.. Enum.GetValues<Scope>().Except([Scope.Product])];

    public static string Of(Scope scope) => string.Concat(Naming.CamelCase(scope).Select(c => char.IsUpper(c) ? $".{char.ToLowerInvariant(c)}" : $"{c}"));
}

/// <summary>An API key without its secret: only the secret's SHA-256 is kept (256 bits of entropy need no slow hash).</summary>
public sealed record ApiKey(string Id, OrganisationId Organisation, ImmutableHashSet<Scope> Scopes, ImmutableArray<byte> SecretHash, DateTimeOffset? ExpiresAt);

public interface IApiKeys
{
    /// <summary>Null when unknown or revoked. Cached for at most 60 s, so a revocation acts within that time.</summary>
    ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    Task AddAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>The key ends then. Nothing happens where there is no such key.</summary>
    Task EndAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Safe to repeat.</summary>
    Task RevokeAsync(string id, CancellationToken cancellationToken);
}

/// <summary>Who a channel account (a <c>from.id</c> that the channel vouches for) is here.</summary>
public sealed record ChannelIdentity(string Channel, string Account, OrganisationId Organisation, UserId User);

public interface IChannelIdentities
{
    /// <summary>Null for a stranger, who is looked for anew each time. Cached for at most 60 s.</summary>
    ValueTask<ChannelIdentity?> FindAsync(string channel, string account, CancellationToken cancellationToken);

    /// <summary>Insert only: an account that is linked already stays as it is, and this throws <see cref="InvalidOperationException"/>.</summary>
    /// <returns>False where the user's accounts were let go meanwhile: then nothing is linked.</returns>
    Task<bool> AddAsync(ChannelIdentity identity, CancellationToken cancellationToken);

    /// <summary>None of the user's accounts is known any more, in every process within a minute, and a pairing code made for them is void. Safe to repeat.</summary>
    Task UnlinkAsync(OrganisationId organisation, UserId user, AuditEntry audit, CancellationToken cancellationToken);
}
