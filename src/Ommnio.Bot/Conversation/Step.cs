using Ommnio.Core.Governing;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Keys;
using Ommnio.Bot.Conversation.Sheets;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Everything that can happen to a conversation.</summary>
public abstract partial record Input
{
    private Input()
    {
    }

    public sealed record Text(string Raw) : Input;

    /// <param name="Kind">What the button means; a kind that we do not know does nothing.</param>
    /// <param name="Draft">From the card: only a nonce, never an authority. So is <paramref name="Rev"/>.</param>
    public sealed record Card(string Kind, string? Draft, int Rev, string? Field, IReadOnlyDictionary<string, string> Data) : Input;

    /// <param name="Conversation">Tells one conversation from another: a page that is opened anew is another one.</param>
    public sealed record Joined(string Conversation) : Input;

    /// <summary>Something that is neither text nor a card: a picture, a voice note.</summary>
    public sealed record Other : Input;

    /// <param name="Beside">What was written with it.</param>
    public sealed record File(SheetRead Sheet, string? Beside) : Input;

    public sealed record UsersFound(string Query, IReadOnlyList<FoundUser> Users) : Input;

    /// <param name="Taken">Unique values that belong to others.</param>
    /// <param name="Near">Whose names begin alike.</param>
    public sealed record DuplicatesFound(IReadOnlyList<Problem> Taken, IReadOnlyList<FoundUser> Namesakes, IReadOnlyList<FoundUser> Near) : Input;

    /// <param name="Ready">How many rows are kept, to be registered.</param>
    /// <param name="Known">Who is registered already.</param>
    public sealed record ListKept(Guid Batch, int Ready, IReadOnlyList<(int Line, string Name)> Known) : Input;

    /// <param name="Count">How many rows, from <paramref name="From"/> on; none when the list is gone.</param>
    public sealed record ListRegistered(Guid Batch, int From, int Count, IReadOnlyList<(int Line, string Name, Problem Problem)> Refusals) : Input;

    public sealed record Registered(User User, IReadOnlyList<Problem> Warnings) : Input;

    public sealed record RegistrationRefused(IReadOnlyList<Problem> Problems) : Input;
}

public sealed record FoundUser(string Id, string Name, string Area)
{
    public string Position { get; init; } = "";

    public string? Code { get; init; }
}

/// <param name="Line">As people count the rows of what was pasted.</param>
public sealed record PastedUser(int Line, UserFields Fields);

/// <summary>What the shell is to do; the answer comes back as an input.</summary>
public abstract partial record Effect
{
    private Effect()
    {
    }

    public sealed record FindUsers(string Query) : Effect;

    public sealed record FindDuplicates(UserFields Fields) : Effect;

    /// <summary>Safe to repeat under the same key.</summary>
    /// <param name="Namesakes">Who is known to have the same name: anybody else of it stops the registration. Null when it may be under way already.</param>
    public sealed record Register(Guid Key, UserFields Fields, IReadOnlyList<string>? Namesakes) : Effect;

    public sealed record KeepList(Guid Batch, IReadOnlyList<PastedUser> Users) : Effect;

    /// <summary>A part of a kept list. Safe to repeat: the key of each row follows from list and row.</summary>
    public sealed record RegisterList(Guid Batch, int From) : Effect;
}

public enum CardKind
{
    None,
    Form,
    Summary,
    Invitation,
    User,
    Key,
}

/// <summary>One thing that the bot says: a text by its key and arguments, what may be chosen, and a card where cards are possible.</summary>
public sealed record Reply(string Key, IReadOnlyList<string> Args, IReadOnlyList<Choice> Choices, CardKind Card, IReadOnlyList<Problem> Problems)
{
    /// <summary>What was typed into a form that is shown again, by input; never the ID.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom the card shows.</summary>
    public UserView? User { get; init; }

    /// <summary>The picture that the card shows.</summary>
    public ShownQr? Qr { get; init; }

    /// <summary>The API key that the card shows, this once.</summary>
    public ShownKey? ApiKey { get; init; }

    internal static Reply Of(string key, params IReadOnlyList<string> args) => new(key, args, [], CardKind.None, []);
}

public sealed record Step(Draft Draft, IReadOnlyList<Reply> Replies, IReadOnlyList<Effect> Effects);

/// <summary>What the reducer may know besides the draft. Ids and time come in here, so that it stays pure.</summary>
/// <param name="NewId">A fresh id for this turn.</param>
/// <param name="Actor">With the rights of this turn; what is done is asked again when it is done.</param>
public sealed record Context(Catalogue Catalogue, string Administrator, Actor Actor, Language Locale, DateTimeOffset Now, Guid NewId, bool HasCards)
{
    /// <summary>By which channels this deployment can send an invitation.</summary>
    public required InvitationWays Ways { get; init; }

    /// <summary>The teams that this administrator may assign, and hear of.</summary>
    internal IEnumerable<Team> OpenTeams => Authority.Assignable(Actor, Catalogue).Teams;

    /// <summary>The chat groups that this administrator may assign and hear of (D36, R35).</summary>
    internal IEnumerable<ChatGroup> OpenGroups => Authority.Assignable(Actor, Catalogue).ChatGroups;

    /// <summary>A Team Administrator gives at least one of their own teams (R25).</summary>
    internal bool NeedsTeam(UserFields values) =>
        !Authority.MayRegisterInto(Actor, (values.Teams ?? []).Select(team => TeamId.TryParse(team.Id)).OfType<TeamId>());
}
