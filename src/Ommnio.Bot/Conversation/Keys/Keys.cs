using System.Collections.Immutable;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation;

/// <summary>The organisation's API keys. Rights are asked again when it is done.</summary>
public abstract partial record Effect
{
    /// <summary>Reads only.</summary>
    public sealed record ListKeys : Effect;

    /// <summary>Asked for again under the same key, it makes no second one and shows nothing.</summary>
    public sealed record MakeKey(Guid Key, string Name, ImmutableArray<Scope> Scopes) : Effect;

    /// <summary>As <see cref="MakeKey"/>: another key that may do the same.</summary>
    public sealed record RotateKey(Guid Key, string Id) : Effect;

    public sealed record RevokeKey(string Id) : Effect;
}

public abstract partial record Input
{
    public sealed record KeysListed(IReadOnlyList<KeyEntry> Keys) : Input;

    /// <param name="Whole">The key itself: it goes into the one reply that shows it, and nowhere else.</param>
    /// <param name="OldUntil">Until when the one that it replaces works.</param>
    public sealed record KeyMade(KeyEntry Entry, string Whole, DateTimeOffset? OldUntil) : Input;

    public sealed record KeyShownBefore : Input;

    public sealed record KeyRevoked : Input;
}
