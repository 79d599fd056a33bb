using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>The company's API keys: that of the setup, and what is made of it in one conversation.</summary>
internal sealed class CompanyKeys
{
    private readonly List<KeyEntry> entries = [new("SetUpKey0001", "organisation create", [.. Enum.GetValues<Scope>()], Fixture.Start.AddDays(-60), null, null, null)];
    private readonly HashSet<Guid> done = [];

    /// <summary>Null for an effect of another kind.</summary>
    internal Input? To(Effect effect) => effect switch
    {
        Effect.ListKeys => new Input.KeysListed([.. entries]),
        Effect.MakeKey { Key: var key } when !done.Add(key) => new Input.KeyShownBefore(),
        Effect.RotateKey { Key: var key } when !done.Add(key) => new Input.KeyShownBefore(),
        Effect.MakeKey(_, var name, var scopes) => Made(new(NewId(), name, [.. scopes], Fixture.Start, null, null, null)),
        Effect.RotateKey(_, var id) => Rotated(id),
        Effect.RevokeKey(var id) => entries.RemoveAll(entry => entry.Id == id) > 0 ? new Input.KeyRevoked() : new Input.Refused([new("key.not_found", null)]),
        _ => null,
    };

    private string NewId() => $"NewKey00000{entries.Count + done.Count}";

    private Input.KeyMade Made(KeyEntry entry, DateTimeOffset? oldUntil = null)
    {
        entries.Add(entry);
        return new(entry, $"reg_live_{entry.Id}_secret_checksum", oldUntil);
    }

    private Input Rotated(string id)
    {
        var old = entries.FindIndex(entry => entry.Id == id);
        if (entries[old].Scopes.Contains(Scope.Product))
        {
            return new Input.Refused([new("key.product", "scopes")]);
        }

        entries[old] = entries[old] with { ExpiresAt = Fixture.Start + ManageKeys.Overlap };
        return Made(entries[old] with { Id = NewId(), ExpiresAt = null, Replaces = id }, Fixture.Start + ManageKeys.Overlap);
    }
}
