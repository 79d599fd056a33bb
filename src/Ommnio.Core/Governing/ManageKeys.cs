using System.Collections.Immutable;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

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

/// <summary>API keys reach beyond any team, so they are an Account Administrator's; and nobody makes a key that may do more than their own (<see cref="AccountRights"/>).</summary>
public sealed class ManageKeys(IKeyRing ring, TimeProvider time)
{
    /// <summary>For how long a key that was rotated still works, so that every integration can change over.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    public async Task<ManageKeysOutcome> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Forbids(actor, AccountAct.SeeKeys, AccountCase.Whole) is { } problem ? new ManageKeysOutcome.Forbidden(problem)
        : new ManageKeysOutcome.Listed(await ring.ListAsync(actor.Organisation, cancellationToken));

    /// <param name="own">What the key may that is used to ask; null where somebody asks in the chat.</param>
    /// <param name="scopes">A null among them is one that nobody knows.</param>
    public async Task<ManageKeysOutcome> MakeAsync(Actor actor, ImmutableHashSet<Scope>? own, string? name, IReadOnlyList<Scope?> scopes, NewKey key, CancellationToken cancellationToken)
    {
        var read = PlainText.Read(name, "name", Label.Longest);
        ImmutableHashSet<Scope> wanted = [.. scopes.OfType<Scope>()];
        IReadOnlyList<Problem> problems = [.. read.Problem is { } wrong ? (Problem[])[wrong] : [], .. wanted.Count == 0 || scopes.Contains(null) ? (Problem[])[new("key.scopes", "scopes")] : []];
        return Forbids(actor, AccountAct.MakeKey, new() { Wanted = wanted, Own = own }) is { } problem ? new ManageKeysOutcome.Forbidden(problem)
            : problems.Count > 0 ? new ManageKeysOutcome.Refused(problems)
            : await AddAsync(actor, new(key.Id, read.Value!, wanted, time.GetUtcNow(), actor.User, null, null), key, cancellationToken);
    }

    /// <summary>Another key that may do the same; the old one ends after <see cref="Overlap"/>, if not before.</summary>
    public async Task<ManageKeysOutcome> RotateAsync(Actor actor, ImmutableHashSet<Scope>? own, string id, NewKey key, CancellationToken cancellationToken)
    {
        if (Forbids(actor, AccountAct.SeeKeys, AccountCase.Whole) is { } problem)
        {
            return new ManageKeysOutcome.Forbidden(problem);
        }

        var now = time.GetUtcNow();
        if ((await ring.ListAsync(actor.Organisation, cancellationToken)).FirstOrDefault(entry => entry.Id == id) is not { } old)
        {
            return new ManageKeysOutcome.NotFound();
        }

        if (Forbids(actor, AccountAct.RotateKey, new() { Wanted = old.Scopes, Own = own }) is { } beyond)
        {
            return new ManageKeysOutcome.Forbidden(beyond);
        }

        var made = await AddAsync(actor, old with { Id = key.Id, CreatedAt = now, CreatedBy = actor.User, ExpiresAt = null, Replaces = id }, key, cancellationToken);
        // Also when it is repeated: the first try may have ended in between, and an end only ever comes closer.
        if (made is ManageKeysOutcome.Made or ManageKeysOutcome.ShownBefore)
        {
            await ring.EndAsync(actor.Organisation, id, now + Overlap, cancellationToken);
        }

        return made;
    }

    public async Task<ManageKeysOutcome> RevokeAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        Forbids(actor, AccountAct.RevokeKey, AccountCase.Whole) is { } problem ? new ManageKeysOutcome.Forbidden(problem)
        : await ring.RevokeAsync(actor.Organisation, id, AuditOf(actor, time.GetUtcNow(), "key.revoked", id, []), cancellationToken) ? new ManageKeysOutcome.Revoked()
        : new ManageKeysOutcome.NotFound();

    /// <summary>The line of the account's history: who, when, by which way and key, what became of which one. Never anything of a secret.</summary>
    public static AuditEntry AuditOf(Actor actor, KeyEntry entry) =>
        AuditOf(actor, entry.CreatedAt, entry.Replaces is null ? "key.made" : "key.rotated", entry.Id, entry.Replaces is { } old ? [old] : [.. entry.Scopes.Select(ScopeNames.Of).Order()]);

    private static AuditEntry AuditOf(Actor actor, DateTimeOffset at, string action, string key, IReadOnlyList<string> fields) =>
        new(new($"key{key}"), at, actor.User, actor.Way, action, fields) { About = key, Key = actor.Key };

    private async Task<ManageKeysOutcome> AddAsync(Actor actor, KeyEntry entry, NewKey key, CancellationToken cancellationToken) =>
        await ring.AddAsync(new(entry.Id, actor.Organisation, entry.Scopes, key.SecretHash, null), entry, AuditOf(actor, entry), cancellationToken)
            ? new ManageKeysOutcome.Made(entry)
            : new ManageKeysOutcome.ShownBefore();

    private static Problem? Forbids(Actor actor, AccountAct act, AccountCase key) => Authority.On(actor, act, key) is Ruling.Forbidden(var problem) ? problem : null;
}
