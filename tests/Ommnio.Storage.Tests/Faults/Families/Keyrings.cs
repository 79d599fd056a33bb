using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>API keys are made, rotated and revoked.</summary>
internal sealed class Keyrings(Crowd crowd, IApiKeys keys) : Family(crowd)
{
    private const int Contested = 24;
    private readonly ManageKeys manageKeys = crowd.Get<ManageKeys>();
    private readonly ConcurrentDictionary<string, NewKey> made = [];
    private readonly ConcurrentDictionary<string, bool> mayBeRevoked = [];
    private readonly ConcurrentDictionary<string, bool> revoked = [];
    private readonly ConcurrentDictionary<string, bool> mayBeRotated = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> rotated = [];
    private readonly Dictionary<string, ApiKey?> opening = [];
    private IReadOnlyList<KeyEntry> listed = [];

    internal override IReadOnlyList<Doing> Doings => [new(3, MakeAsync), new(2, RotateAsync), new(2, RevokeAsync)];

    // A key is revoked while it is rotated, now earlier, now later.
    internal override Task EndAsync() => Task.WhenAll(Enumerable.Range(0, Contested).Select(async number =>
    {
        var key = Mint($"{Crowd.Actor.Organisation}contested{number}");
        if (await Crowd.UntilAnsweredAsync(() => manageKeys.MakeAsync(Crowd.Actor, ScopeNames.OfOneOrganisation, $"Contested {number}", [Scope.Lookup], key, Token)) is ManageKeysOutcome.Made)
        {
            made[key.Id] = key;
            await Task.WhenAll(RotateAsync(key.Id, number, new(number)), RevokeLateAsync());
        }

        async Task RevokeLateAsync()
        {
            for (var requests = number % 8; requests > 0; requests--)
            {
                await Crowd.UntilAnsweredAsync(() => manageKeys.ListAsync(Crowd.Actor, Token));
            }

            await RevokeAsync(key.Id, new(number));
        }
    }));

    internal override async Task LookAsync(Aftermath after)
    {
        // Longer than a key is remembered.
        Crowd.Time.Advance(TimeSpan.FromMinutes(2));
        listed = ((ManageKeysOutcome.Listed)await manageKeys.ListAsync(Crowd.Actor, Token)).Entries;
        foreach (var id in made.Keys)
        {
            opening[id] = await keys.FindAsync(id, Token);
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        var lines = after.Of("a:account:").Select(row => (row.GetString("Action"), row.GetString("About"))).ToHashSet();
        foreach (var (id, key) in made)
        {
            var (opens, entry) = (opening[id], listed.FirstOrDefault(entry => entry.Id == id));
            if (!lines.Contains(("key.made", id)) && !lines.Contains(("key.rotated", id)))
            {
                yield return $"the key {id} is in no history";
            }

            if (!mayBeRevoked.ContainsKey(id) && (entry is null || opens is null || !opens.SecretHash.SequenceEqual(key.SecretHash)))
            {
                yield return $"the key {id} was shown, and {(entry is null ? "is not listed" : "does not open")}";
            }

            if (opens is not null && entry is null)
            {
                yield return $"the key {id} opens, and nobody would find it to revoke it";
            }

            if (revoked.ContainsKey(id) && (entry is not null || opens is not null || !lines.Contains(("key.revoked", id))))
            {
                yield return $"the key {id} was revoked, and is {(opens is not null ? "good" : entry is not null ? "listed" : "in no history")} all the same";
            }

            if (!mayBeRevoked.ContainsKey(id) && (rotated.TryGetValue(id, out var end) ? !(opens?.ExpiresAt <= end && entry?.ExpiresAt <= end) : opens?.ExpiresAt is not null && !mayBeRotated.ContainsKey(id)))
            {
                yield return $"the key {id} ends at {opens?.ExpiresAt:O}, says the list at {entry?.ExpiresAt:O}, and should at {end:O} at the latest";
            }
        }
    }

    // As the product names them: the id follows from the request, the secret is another one for each try.
    private static NewKey Mint(string name)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];
        return new(id, [.. RandomNumberGenerator.GetBytes(32)]);
    }

    private async Task MakeAsync(int number, Random random) => await ShowAsync(random, $"{Crowd.Actor.Organisation}key{number}", key =>
        manageKeys.MakeAsync(Crowd.Actor, ScopeNames.OfOneOrganisation, $"Key {number}", [Scope.Lookup], key, Token));

    private Task RotateAsync(int number, Random random) => Some(random) is { } old ? RotateAsync(old, number, random) : Task.CompletedTask;

    private async Task RotateAsync(string old, int number, Random random)
    {
        mayBeRotated[old] = true;
        var end = await ShowAsync(random, $"{Crowd.Actor.Organisation}rotate{old}{number}", key => manageKeys.RotateAsync(Crowd.Actor, ScopeNames.OfOneOrganisation, old, key, Token));
        if (end is ManageKeysOutcome.Made or ManageKeysOutcome.ShownBefore)
        {
            // An end only ever comes closer.
            var latest = Crowd.Time.GetUtcNow() + ManageKeys.Overlap;
            rotated.AddOrUpdate(old, latest, (_, other) => other < latest ? other : latest);
        }
    }

    private async Task<ManageKeysOutcome?> ShowAsync(Random random, string name, Func<NewKey, Task<ManageKeysOutcome>> make)
    {
        NewKey? last = null;
        var outcome = await Crowd.AnswerAsync(random, () => make(last = Mint(name)));
        if (outcome is ManageKeysOutcome.Made)
        {
            made[last!.Id] = last;
        }

        return outcome;
    }

    private Task RevokeAsync(int number, Random random) => Some(random) is { } id ? RevokeAsync(id, random) : Task.CompletedTask;

    private async Task RevokeAsync(string id, Random random)
    {
        mayBeRevoked[id] = true;
        if (await Crowd.AnswerAsync(random, () => manageKeys.RevokeAsync(Crowd.Actor, id, Token)) is ManageKeysOutcome.Revoked)
        {
            revoked[id] = true;
        }
    }

    private string? Some(Random random) => made.Keys.OrderBy(id => id, StringComparer.Ordinal).ElementAtOrDefault(random.Next(Math.Max(1, made.Count)));
}
