using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What may be read to answer a question. It changes nothing, so the shell does it before the draft is written.</summary>
public abstract partial record Effect
{
    /// <summary>Who is meant by a name, or by a code.</summary>
    public sealed record FindPeople(string Said) : Effect;

    /// <summary>One user, if the administrator may see them.</summary>
    public sealed record Look(string User, bool WithInvitation) : Effect;

    public sealed record List(PeopleQuery Query, ListPlace? From) : Effect;

    /// <summary>Who administers the account.</summary>
    public sealed record ListAdministrators : Effect;
}

public abstract partial record Input
{
    public sealed record PeopleFound(IReadOnlyList<FoundUser> Users) : Input;

    /// <summary>Null: not there, or out of scope, which is the same.</summary>
    public sealed record Looked(User? User) : Input
    {
        /// <summary>Their newest, whatever became of it; null where none was made since they last signed up, or it was not asked for.</summary>
        public Invitation? Invitation { get; init; }
    }

    /// <param name="Names">All that is told of them.</param>
    public sealed record AdministratorsListed(IReadOnlyList<string> Names) : Input;

    /// <param name="Beyond">How many there are after these; with <paramref name="Next"/> but more than could be counted, at least so many.</param>
    public sealed record Listed(IReadOnlyList<PersonLine> People, int Beyond, bool IsCounted, ListPlace? Next) : Input
    {
        /// <summary>How many users were gone through, where that is not all and no list is kept of whom the question is about.</summary>
        public int? LookedAt { get; init; }
    }
}

/// <summary>Whom to list: all that is set must hold.</summary>
public sealed record PeopleQuery
{
    public string? Text { get; init; }

    public string? State { get; init; }

    public string? Team { get; init; }

    public string? ChatGroup { get; init; }

    public string? Area { get; init; }

    public string? Location { get; init; }

    public string? RelatedTo { get; init; }

    public bool InNoGroup { get; init; }

    /// <summary>Whether what became of each one's invitation is to be told.</summary>
    public bool WithInvitations { get; init; }
}

/// <summary>Where a list goes on: a page of the storage, and a place on it.</summary>
public sealed record ListPlace(string? After, int Skip);

/// <summary>One line of a list.</summary>
public sealed record PersonLine(string Id, string Name, string Position, string Area, string? Code)
{
    /// <summary>With their invitation, where the query asks for that.</summary>
    public Input.Looked? Looked { get; init; }
}
