using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ommnio.Bot.Conversation.Asking;
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

    /// <summary>A pasted list is shown and waits for a yes.</summary>
    Listing,

    /// <summary>Its rows are being registered; saved part by part, so that a crash goes on where it stood.</summary>
    ListRunning,
}

/// <summary>What the administrator may choose from: what is shown, and what choosing it means.</summary>
/// <param name="Value">What is put into the field; for other choices a word of the reducer's own.</param>
public sealed record Choice(string Title, string Value);

/// <param name="Card">The revision that the form was shown for.</param>
/// <param name="Left">The revision that sending it led to.</param>
public sealed record SentForm(int Card, int Left);

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

    /// <summary>Which known label is meant, or whether the value is a new one.</summary>
    NewLabel,

    /// <summary>The times for the days that were said.</summary>
    Times,

    /// <summary>Whether the user is another than one of the same name.</summary>
    Namesake,

    /// <summary>What to do with a pasted list.</summary>
    List,
}

/// <summary>A pasted list; its rows lie beside the draft.</summary>
/// <param name="Shown">The first rows, as they are shown.</param>
/// <param name="Troubles">Rows that need attention, and why; not all of very many.</param>
public sealed record PastedList(Guid Id, int Total, int Ready, ImmutableArray<string> Shown, ImmutableArray<string> Troubles)
{
    public int Known { get; init; }

    /// <summary>How many rows have been dealt with.</summary>
    public int Done { get; init; }

    public int Registered { get; init; }

    public ImmutableArray<string> Refused { get; init; } = [];
}

/// <summary>A pasted list whose users are registered; who they are lies beside the draft.</summary>
public sealed record RegisteredList(Guid Id, int Count);

/// <summary>Who of a like name is registered already.</summary>
/// <param name="Of">The folded name that was looked up; for another name it says nothing.</param>
/// <param name="Near">Nearly the same name: a hint, no question.</param>
/// <param name="Accepted">The administrator has said that it is another person.</param>
public sealed record Alike(string Of, ImmutableArray<FoundUser> Namesakes, ImmutableArray<FoundUser> Near, bool Accepted);

/// <summary>Something that was said and is still to be settled.</summary>
public sealed record Waiting(Field Field, string Text);

/// <param name="Until">When it goes by itself.</param>
public sealed record HeldInvitation(Person Whose, DateTimeOffset Until);

/// <summary>What "undo" goes back to.</summary>
public sealed record Before(UserFields Values, string? ManagerName);

/// <summary>The conversation of one administrator, whatever the channel. Stored as JSON; the storage's ETag guards it.</summary>
public sealed record Draft
{
    public const int CurrentSchema = 2;
    private const int MostUndo = 20;
    private const int Longest = 24_000;

    private static readonly JsonTypeInfo<Draft> Json = (JsonTypeInfo<Draft>)new JsonSerializerOptions(DraftJson.Default.Options)
    {
        // It is stored, never shown in a page: escaped accents would only make it six times as long.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }.GetTypeInfo(typeof(Draft));

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Names the registration in hand; a card of another one never acts.</summary>
    public Guid Id { get; init; }

    /// <summary>Counts the turns that changed what cards show; a card of an earlier one never acts.</summary>
    public int Rev { get; init; }

    public Stage Stage { get; init; }

    public Field? Asking { get; init; }

    public UserFields Values { get; init; } = new();

    /// <summary>Shown for <see cref="UserFields.RelatedTo"/>, which holds an id.</summary>
    public string? ManagerName { get; init; }

    public ImmutableArray<Field> Skipped { get; init; } = [];

    public Field? LastFilled { get; init; }

    public Pending? Pending { get; init; }

    /// <summary>What is asked, or is to be done, about users who are there.</summary>
    public Aside? Aside { get; init; }

    public ImmutableArray<Before> Undo { get; init; } = [];

    /// <summary>What is being looked up belongs to a turn that has kept what was before: "undo" takes back both.</summary>
    public bool IsUndoKept { get; init; }

    /// <summary>When it was cancelled; for a day it can be brought back.</summary>
    public DateTimeOffset? Cancelled { get; init; }

    /// <summary>What a number stands for on channels without buttons.</summary>
    public ImmutableArray<string> Offered { get; init; } = [];

    /// <summary>A whole name was split, and it might be split otherwise.</summary>
    public bool IsSplit { get; init; }

    /// <summary>First and last name are asked apart, since the split of the whole was wrong.</summary>
    public bool NamesApart { get; init; }

    /// <summary>It began with more than a name: who says much at once is shown the summary at once.</summary>
    public bool IsBrief { get; init; }

    /// <summary>How often in a row the answer to the question was not understood.</summary>
    public int Misses { get; init; }

    /// <summary>Names the registration to the use case, so that it happens once however often it is asked for.</summary>
    public Guid CreateKey { get; init; }

    /// <summary>Whether what is unique has been looked up as it is now.</summary>
    public bool LookedUp { get; init; }

    public Alike? Alike { get; init; }

    /// <summary>The administrator registers the user without any chat group, and knows it.</summary>
    public bool NoGroupAccepted { get; init; }

    /// <summary>What of a message is asked about after the question in hand.</summary>
    public ImmutableArray<Waiting> Later { get; init; } = [];

    public PastedList? List { get; init; }

    /// <summary>The list that was registered last: "invite them" means its users.</summary>
    public RegisteredList? LastList { get; init; }

    public string? UserId { get; init; }

    public string? UserName { get; init; }

    /// <summary>The invitations that were left waiting for working hours, the newest last: one is "it" of "send it now", however much later, of several it is asked.</summary>
    public ImmutableArray<HeldInvitation> LeftWaiting { get; init; } = [];

    /// <summary>Offered, never filled in, when another user is registered.</summary>
    public string? LastArea { get; init; }

    public string? LastLocation { get; init; }

    public Language Language { get; init; }

    public bool LanguageChosen { get; init; }

    /// <summary>The conversation that was greeted last; null before the first.</summary>
    public string? GreetedIn { get; init; }

    /// <summary>The form that was sent last: who corrects it and sends it again argues with nobody but themselves.</summary>
    public SentForm? Form { get; init; }

    public DateTimeOffset Touched { get; init; }

    public bool IsEmpty => Values == new UserFields();

    /// <summary>Never longer than its row bears: the oldest of what "undo" goes back to is given up first.</summary>
    public string Write()
    {
        var draft = this;
        var json = JsonSerializer.Serialize(draft, Json);
        while (json.Length > Longest && draft.Undo.Length > 0)
        {
            draft = draft with { Undo = draft.Undo.RemoveAt(0) };
            json = JsonSerializer.Serialize(draft, Json);
        }

        return json;
    }

    /// <summary>A draft that we cannot read is given up: what it held would only be guessed, and to fail would silence the bot for good.</summary>
    public static Draft Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize(json, Json) is { Schema: CurrentSchema } draft ? draft : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>As it is, with what was before kept for "undo".</summary>
    internal Draft With(UserFields values, Field? filled) => this with
    {
        Undo = [.. Undo.TakeLast(MostUndo - 1), new(Values, ManagerName)],
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
