using System.Collections.Immutable;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

/// <summary>What an administrator sees of an API key: all but what opens anything.</summary>
/// <param name="Replaces">The key that it was rotated from; both live until that one ends.</param>
public sealed record KeyEntry(string Id, string Name, ImmutableHashSet<Scope> Scopes, DateTimeOffset CreatedAt, UserId? CreatedBy, DateTimeOffset? ExpiresAt, string? Replaces);

public interface IKeyRing
{
    /// <summary>Listed first, then usable: what a crash leaves in between was shown to nobody. False: a key of that id was made before, by the same request.</summary>
    Task<bool> AddAsync(ApiKey key, KeyEntry entry, CancellationToken cancellationToken);

    Task<IReadOnlyList<KeyEntry>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>The key ends then, if not before. False: the organisation has no such key.</summary>
    Task<bool> EndAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The key opens nothing any more, within a minute. Safe to repeat. False: the organisation has no such key.</summary>
    Task<bool> RevokeAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);
}

/// <summary>A key that was just made: what is stored of its secret.</summary>
public sealed record NewKey(string Id, ImmutableArray<byte> SecretHash);

public abstract record ManageKeysOutcome
{
    private ManageKeysOutcome()
    {
    }

    public sealed record Made(KeyEntry Entry) : ManageKeysOutcome;

    public sealed record Listed(IReadOnlyList<KeyEntry> Entries) : ManageKeysOutcome;

    public sealed record Revoked : ManageKeysOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : ManageKeysOutcome;

    public sealed record Forbidden(Problem Problem) : ManageKeysOutcome;

    /// <summary>The same request made it before, and a secret is shown once.</summary>
    public sealed record ShownBefore : ManageKeysOutcome;

    public sealed record NotFound : ManageKeysOutcome;
}

/// <summary>API keys reach beyond any team, so they are an Account Administrator's; and nobody makes a key that may do more than their own.</summary>
public sealed class ManageKeys(IKeyRing ring, TimeProvider time)
{
    /// <summary>For how long a key that was rotated still works, so that every integration can change over.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    private static readonly ManageKeysOutcome.Forbidden NoRights = new(new("request.actor_without_rights", null));

    public async Task<ManageKeysOutcome> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        !actor.IsAccountAdministrator ? NoRights : new ManageKeysOutcome.Listed(await ring.ListAsync(actor.Organisation, cancellationToken));

    /// <param name="scopes">A null among them is one that nobody knows.</param>
    public async Task<ManageKeysOutcome> MakeAsync(Actor actor, ImmutableHashSet<Scope> own, string? name, IReadOnlyList<Scope?> scopes, NewKey key, CancellationToken cancellationToken)
    {
        var read = PlainText.Read(name, "name", Label.Longest);
        IReadOnlyList<Problem> problems = [.. read.Problem is { } wrong ? (Problem[])[wrong] : [], .. scopes.Count == 0 || scopes.Contains(null) ? (Problem[])[new("key.scopes", "scopes")] : []];
        return !actor.IsAccountAdministrator ? NoRights
            : problems.Count > 0 ? new ManageKeysOutcome.Refused(problems)
            : await AddAsync(actor, own, new(key.Id, read.Value!, [.. scopes.Select(scope => scope!.Value)], time.GetUtcNow(), actor.User, null, null), key, cancellationToken);
    }

    public async Task<ManageKeysOutcome> RotateAsync(Actor actor, ImmutableHashSet<Scope> own, string id, NewKey key, CancellationToken cancellationToken)
    {
        if (!actor.IsAccountAdministrator)
        {
            return NoRights;
        }

        var now = time.GetUtcNow();
        if ((await ring.ListAsync(actor.Organisation, cancellationToken)).FirstOrDefault(entry => entry.Id == id) is not { } old)
        {
            return new ManageKeysOutcome.NotFound();
        }

        var made = await AddAsync(actor, own, old with { Id = key.Id, CreatedAt = now, CreatedBy = actor.User, ExpiresAt = null, Replaces = id }, key, cancellationToken);
        if (made is ManageKeysOutcome.Made)
        {
            await ring.EndAsync(actor.Organisation, id, now + Overlap, cancellationToken);
        }

        return made;
    }

    public async Task<ManageKeysOutcome> RevokeAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        !actor.IsAccountAdministrator ? NoRights
        : await ring.RevokeAsync(actor.Organisation, id, cancellationToken) ? new ManageKeysOutcome.Revoked()
        : new ManageKeysOutcome.NotFound();

    private async Task<ManageKeysOutcome> AddAsync(Actor actor, ImmutableHashSet<Scope> own, KeyEntry entry, NewKey key, CancellationToken cancellationToken) =>
        !entry.Scopes.IsSubsetOf(own) ? new ManageKeysOutcome.Forbidden(new("key.beyond_own", "scopes"))
        : await ring.AddAsync(new(entry.Id, actor.Organisation, entry.Scopes, key.SecretHash, null), entry, cancellationToken) ? new ManageKeysOutcome.Made(entry)
        : new ManageKeysOutcome.ShownBefore();
}
