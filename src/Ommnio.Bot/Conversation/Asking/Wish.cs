using System.Text.Json.Serialization;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Keys;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>
/// One thing that an administrator can ask about users who are there, or have done to them. It says of itself how it goes on;
/// whom and which place it means has been found out by then.
/// </summary>
[JsonDerivedType(typeof(Finding), "find")]
[JsonDerivedType(typeof(ShowingUser), "show")]
[JsonDerivedType(typeof(WhyInTeam), "why")]
[JsonDerivedType(typeof(WhoIsIn), "in")]
[JsonDerivedType(typeof(WhoReportsTo), "reports")]
[JsonDerivedType(typeof(WhoIsInState), "state")]
[JsonDerivedType(typeof(WhoIsInNoGroup), "noGroup")]
[JsonDerivedType(typeof(ChangingWhat), "change")]
[JsonDerivedType(typeof(Setting), "set")]
[JsonDerivedType(typeof(Reporting), "report")]
[JsonDerivedType(typeof(Joining), "join")]
[JsonDerivedType(typeof(TakingOut), "out")]
[JsonDerivedType(typeof(Moving), "move")]
[JsonDerivedType(typeof(Reverting), "revert")]
[JsonDerivedType(typeof(Tagging), "tag")]
[JsonDerivedType(typeof(TaggingAll), "tagAll")]
[JsonDerivedType(typeof(Inviting), "invite")]
[JsonDerivedType(typeof(InvitingAll), "inviteAll")]
[JsonDerivedType(typeof(SendingNow), "sendNow")]
[JsonDerivedType(typeof(Uninviting), "uninvite")]
[JsonDerivedType(typeof(Blocking), "block")]
[JsonDerivedType(typeof(Unblocking), "unblock")]
[JsonDerivedType(typeof(Deleting), "delete")]
[JsonDerivedType(typeof(Leaving), "leave")]
[JsonDerivedType(typeof(WhoAdministers), "administrators")]
[JsonDerivedType(typeof(ListingKeys), "keys")]
[JsonDerivedType(typeof(MakingKey), "key")]
[JsonDerivedType(typeof(RotatingKey), "rotate")]
[JsonDerivedType(typeof(RevokingKey), "revoke")]
public abstract record Wish
{
    /// <summary>Whom it is about; null where it is about nobody in particular.</summary>
    public Person? Who { get; init; }

    /// <summary>Another user whom it names.</summary>
    public Person? Other { get; init; }

    /// <summary>The team, chat group, area or location that it is about.</summary>
    public Place? Place { get; init; }

    /// <summary>Which kinds of places it can be about.</summary>
    internal virtual IReadOnlyList<PlaceKind> Places => [];

    /// <summary>Whether its words might as well be a name or a position: then that is asked first.</summary>
    internal virtual bool MayBeValue => false;

    /// <summary>Whether what became of the user's invitation matters to it.</summary>
    internal virtual bool LooksAtInvitation => false;

    /// <summary>The right that it takes over the account as a whole; null: none, it is about users.</summary>
    internal virtual AccountAct? OfAccount => null;

    /// <summary>What the answer to a question without choices comes to; null where it is none.</summary>
    internal virtual Move? Told(string text, Seen seen) => null;

    /// <summary>Whether all that it names is known without reading anything.</summary>
    internal bool IsKnown(Context context) => Place is not { } place || place.Find(context, Places).Count > 0;

    /// <summary>What comes next.</summary>
    internal abstract Move Go(Seen seen);

    /// <summary>The wish with one of the things that it asked back; what is chosen is one of its own.</summary>
    internal virtual Wish Chosen(string value) => this;

    /// <summary>What comes next, now that something was read or done.</summary>
    internal virtual Move Learn(Input result, Seen seen) => result is Input.Refused(var problems)
        ? new Move.Tell(Reply.Of("catalogue", string.Join(' ', problems.Select(problem => Showing.InWords(problem, seen.Language)))))
        : throw new InvalidOperationException("A wish has learned what it did not ask.");
}

/// <summary>What a wish may look at.</summary>
/// <param name="User">Whom it is about; null where it is about nobody in particular.</param>
internal sealed record Seen(Context Context, Language Language, User? User)
{
    /// <summary>Whom it is about, where it is about somebody.</summary>
    internal User Who => User!;

    internal Invitation? Invitation { get; init; }

    internal bool May(UserAct act) => Authority.On(Context.Actor, act, Subject.Of(Who)) is Ruling.Allowed;
}

/// <summary>Somebody by name, and who that is once it has been found out.</summary>
public sealed record Person(string Name, string? Id = null)
{
    /// <summary>Whoever was spoken of before.</summary>
    internal static readonly Person SpokenOf = new("her");

    // Two names and three surnames with their particles; what is longer is a sentence.
    private const int MostWords = 7;

    private static readonly HashSet<string> Pronouns = ["her", "him", "them", "she", "he", "they", "la", "lo", "le", "el", "ella"];

    /// <summary>Whether somebody is meant who was spoken of before.</summary>
    [JsonIgnore]
    internal bool IsPronoun => Id is null && Pronouns.Contains(PlainText.Fold(Name));

    internal static Person Of(User user) => new(user.Name.Full, user.Id.ToString());

    /// <summary>Null for what names nobody who is there: "a new user", or somebody with a position in the same breath.</summary>
    internal static Person? Said(string text)
    {
        var name = PlainText.Fold(text) is var key && Titles.FirstOrDefault(title => key.StartsWith(title, StringComparison.Ordinal)) is { } title ? text[title.Length..] : text;
        return name.Contains(',', StringComparison.Ordinal) || name.Contains(" as ", StringComparison.OrdinalIgnoreCase) || name.Contains(" como ", StringComparison.OrdinalIgnoreCase)
            || name.Contains('?', StringComparison.Ordinal) || name.Split(' ').Length > MostWords || Nobody.Contains(PlainText.Fold(name)) ? null : new(name);
    }

    private static readonly string[] Titles = ["user ", "usuario ", "usuaria "];

    // Who is asked to be registered, not found.
    private static readonly HashSet<string> Nobody =
    [
        "user", "a user", "a new user", "new user", "another user", "somebody", "someone", "a person", "a new person", "an employee", "a new employee", "a colleague", "a new colleague",
        "usuario", "un usuario", "un nuevo usuario", "un usuario nuevo", "nuevo usuario", "otro usuario", "alguien", "una persona", "un empleado", "una empleada", "un nuevo empleado", "una nueva empleada",
    ];
}

/// <summary>How a wish goes on.</summary>
internal abstract record Move
{
    private Move()
    {
    }

    /// <summary>The answer.</summary>
    internal sealed record Tell(params IReadOnlyList<Reply> Replies) : Move
    {
        /// <summary>What "more" goes on with.</summary>
        internal Wish? More { get; init; }

        /// <summary>Whom "her" and "him" mean from now on.</summary>
        internal Person? About { get; init; }

        /// <summary>What the wish has become by being done; null: it is as it was.</summary>
        internal Wish? Now { get; init; }
    }

    /// <summary>Something has to be read first.</summary>
    internal sealed record Read(Effect Effect) : Move;

    /// <summary>One of several values is to be chosen.</summary>
    internal sealed record Which(string Key, IReadOnlyList<string> Args, IReadOnlyList<Choice> Choices) : Move
    {
        /// <summary>What is said before the question.</summary>
        internal IReadOnlyList<Reply> First { get; init; } = [];

        /// <summary>What is asked about; null: the wish as it is.</summary>
        internal Wish? Wish { get; init; }
    }

    /// <summary>A value is asked for, in any words.</summary>
    internal sealed record Ask(Reply Reply) : Move;

    /// <summary>What is to be done is shown, and waits for a yes.</summary>
    internal sealed record Confirm(Reply Reply) : Move
    {
        /// <summary>What then is done; null: as the wish is.</summary>
        internal Wish? Wish { get; init; }
    }

    /// <summary>It is sure, and to be done.</summary>
    internal sealed record Do : Move
    {
        /// <summary>What is done; null: the wish as it is.</summary>
        internal Wish? Wish { get; init; }
    }

    /// <summary>It has turned out to be another wish.</summary>
    internal sealed record Become(Wish Wish) : Move
    {
        internal Reply? Said { get; init; }
    }
}
