using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

public enum Stage
{
    /// <summary>Nothing is being registered.</summary>
    Idle,

    /// <summary>A field is asked.</summary>
    Collecting,

    /// <summary>The required fields are there; more may be added.</summary>
    Menu,

    /// <summary>The summary is shown and waits for a yes.</summary>
    Review,

    /// <summary>The registration is under way; saved before it begins, so that a crash is healed by the same key.</summary>
    Creating,

    /// <summary>Registered; the invitation is offered.</summary>
    Created,
}

/// <summary>What the administrator may choose from: what is shown, and what choosing it means.</summary>
/// <param name="Value">What is put into the field; for other choices a word of the reducer's own.</param>
public sealed record Choice(string Title, string Value);

/// <summary>A question that is answered by one of its choices.</summary>
public sealed record Pending(PendingKind Kind, Field Field, ImmutableArray<Choice> Choices, string Text);

public enum PendingKind
{
    /// <summary>Which of several the value means.</summary>
    Which,

    /// <summary>A word that is a command and may be a name.</summary>
    CommandOrValue,

    /// <summary>Whether to begin again.</summary>
    Restart,

    /// <summary>Whether an inferred value is right.</summary>
    IsRight,

    /// <summary>Whether the person agrees to the phone being stored.</summary>
    Consent,

    /// <summary>Whether to register now.</summary>
    Confirm,
}

/// <summary>The conversation of one administrator, whatever the channel. Stored as JSON; the storage's ETag guards it.</summary>
public sealed record Draft
{
    public const int CurrentSchema = 1;
    private const int MostUndo = 20;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Names the registration in hand; a card of another one never acts.</summary>
    public Guid Id { get; init; }

    /// <summary>Counts the turns that changed something; a card of an earlier one never confirms.</summary>
    public int Rev { get; init; }

    public Stage Stage { get; init; }

    public Field? Asking { get; init; }

    public UserFields Values { get; init; } = new();

    /// <summary>Shown for <see cref="UserFields.RelatedTo"/>, which holds an id.</summary>
    public string? ManagerName { get; init; }

    public ImmutableArray<Field> Skipped { get; init; } = [];

    public Field? LastFilled { get; init; }

    public Pending? Pending { get; init; }

    public ImmutableArray<UserFields> Undo { get; init; } = [];

    /// <summary>How often in a row the answer to the question was not understood.</summary>
    public int Misses { get; init; }

    /// <summary>Names the registration to the use case, so that it happens once however often it is asked for.</summary>
    public Guid CreateKey { get; init; }

    public string? UserId { get; init; }

    public string? UserName { get; init; }

    /// <summary>Offered, never filled in, when another user is registered.</summary>
    public string? LastArea { get; init; }

    public Language Language { get; init; }

    public bool LanguageChosen { get; init; }

    public bool Welcomed { get; init; }

    public DateTimeOffset Touched { get; init; }

    public bool IsEmpty => Values == new UserFields();

    public string Write() => JsonSerializer.Serialize(this, DraftJson.Default.Draft);

    /// <summary>A draft of a schema that we do not know is given up: what it held would only be guessed.</summary>
    public static Draft Read(string? json)
    {
        if (json is null)
        {
            return new();
        }

        var draft = JsonSerializer.Deserialize(json, DraftJson.Default.Draft);
        return draft is { Schema: CurrentSchema } ? draft : new();
    }

    /// <summary>As it is, with what was before kept for "undo".</summary>
    internal Draft With(UserFields values, Field? filled) => this with
    {
        Undo = [.. Undo.TakeLast(MostUndo - 1), Values],
        Values = values,
        LastFilled = filled,
        Misses = 0,
        Pending = null,
        Skipped = filled is { } field ? Skipped.Remove(field) : Skipped,
    };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Draft))]
internal sealed partial class DraftJson : JsonSerializerContext
{
}
