using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Keys;

/// <summary>Something that is done to an API key. What it means is made sure of first; it is about nobody, and nothing takes it back.</summary>
public abstract record KeyAct : Act
{
    /// <summary>The ways to say the noun, in the patterns of all that is done to keys.</summary>
    private protected static readonly string[] Nouns = ["api key", "api keys", "clave de api", "claves de api", "clave api"];

    /// <summary>As it was said; null where none was named.</summary>
    public string? Named { get; init; }

    /// <summary>Found by what was said.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>All ways to put verbs, nouns and what follows in a row.</summary>
    private protected static string Ways(IEnumerable<string> verbs, IEnumerable<string> nouns, IEnumerable<string> tails) =>
        string.Join('|', from verb in verbs from noun in nouns from tail in tails select $"{verb} {noun} {tail}".Trim());

    private protected abstract Reply Sure(Seen seen);

    internal override Move Go(Seen seen) => Id is null ? new Move.Read(new Effect.ListKeys()) : new Move.Confirm(Sure(seen));

    internal override Wish Chosen(string value) => this with { Id = value.Split('|', 2)[0], Name = value.Split('|', 2)[1] };

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.KeysListed(var keys) => Found([.. keys.Where(key => !(key.ExpiresAt <= seen.Context.Now) && IsMeant(key))]),
        Input.KeyMade made => KeyReplies.Made(this, made, seen),
        Input.KeyShownBefore => new Move.Tell(Reply.Of("key.shown.before")),
        Input.KeyRevoked => new Move.Tell(Reply.Of("key.revoked", Name!)),
        _ => base.Learn(result, seen),
    };

    private bool IsMeant(KeyEntry key) => Named is null || key.Id == Named || PlainText.Fold(key.Name) == PlainText.Fold(Named);

    private Move Found(IReadOnlyList<KeyEntry> keys) => keys switch
    {
        [] => new Move.Tell(Named is null ? Reply.Of("key.list.none") : Reply.Of("key.none", Named)),
        [var one] => new Move.Become(this with { Id = one.Id, Name = one.Name }),
        _ => new Move.Which("key.which", [], [.. keys.Select(key => new Choice($"{key.Name} ({key.Id})", $"{key.Id}|{key.Name}"))]),
    };
}

/// <summary>What is said of keys.</summary>
internal static class KeyReplies
{
    /// <summary>What an administrator may give a key in the chat; HTTP takes any scopes one by one.</summary>
    internal static readonly (string Text, ImmutableHashSet<Scope> Scopes)[] Kinds =
    [
        ("key.kind.lookup", [Scope.Lookup]),
        ("key.kind.read", [Scope.UsersRead]),
        ("key.kind.write", [Scope.UsersRead, Scope.UsersWrite, Scope.InvitationsWrite]),
        ("key.kind.all", ScopeNames.OfOneOrganisation),
    ];

    /// <summary>What a key may, in a word where there is one.</summary>
    internal static string Kind(IEnumerable<Scope> scopes, Language language) =>
        Kinds.FirstOrDefault(kind => kind.Scopes.SetEquals(scopes)).Text is { } text ? BotTexts.Say(text, language) : string.Join(", ", scopes.Select(ScopeNames.Of).Order());

    // The secret is in what is said, once. What the wish keeps of it is the key's name.
    internal static Move.Tell Made(KeyAct wish, Input.KeyMade made, Seen seen)
    {
        var (entry, kind) = (made.Entry, Kind(made.Entry.Scopes, seen.Language));
        var reply = made.OldUntil is { } until
            ? Reply.Of("key.rotated", entry.Name, made.Whole, kind, entry.Id, When(until, seen))
            : Reply.Of("key.made", entry.Name, made.Whole, kind, entry.Id);
        return new(reply with { Card = CardKind.Key, ApiKey = new(entry.Name, made.Whole, kind, entry.Id) }) { Now = wish with { Id = entry.Id, Name = entry.Name } };
    }

    internal static string Day(DateTimeOffset at, Seen seen) =>
        LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(at).InZone(seen.Context.Catalogue.Organisation.Settings.TimeZone.Zone).Date);

    internal static string When(DateTimeOffset at, Seen seen) => DueWords.When(at, seen.Context.Catalogue.Organisation.Settings.TimeZone, seen.Context.Now, seen.Language);
}

/// <summary>A key as the card shows it, this once.</summary>
public sealed record ShownKey(string Name, string Text, string Kind, string Id);
