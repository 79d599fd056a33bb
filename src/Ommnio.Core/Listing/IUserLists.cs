using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Listing;

/// <summary>What puts a user into a list: one place each where users stand in the order of their names.</summary>
public abstract record UserFilter
{
    private UserFilter()
    {
    }

    public sealed record InTeam(TeamId Team) : UserFilter;

    /// <summary>Who administers the team, and not its members: they stand apart, so that finding them does not read all of a large team.</summary>
    public sealed record Administrating(TeamId Team) : UserFilter;

    /// <summary>By themselves, not through a team.</summary>
    public sealed record InChatGroup(ChatGroupId Group) : UserFilter;

    public sealed record InArea(Label Area) : UserFilter;

    public sealed record At(Label Location) : UserFilter;

    public sealed record Tagged(Label Tag) : UserFilter;

    public sealed record RelatedTo(UserId Manager) : UserFilter;

    /// <summary>Active and inactive follow from the last access, so a list of them is one of a moment (D18).</summary>
    public sealed record InState(UserState State, DateTimeOffset Now) : UserFilter;
}

/// <summary>Whom to list: users whose name begins with a text and who are in each of the sets.</summary>
/// <param name="Asked">What the caller asked for, in any form that tells two questions apart: a cursor goes on only in the same.</param>
/// <param name="Text">Folded; empty: everybody.</param>
/// <param name="InEach">Each set is the union of its filters; none: every user of the organisation.</param>
public sealed record UserQuery(string Asked, string Text, IReadOnlyList<IReadOnlyList<UserFilter>> InEach)
{
    /// <summary>Whether those are meant as well whose last name begins with the text.</summary>
    public bool AlsoByLastName { get; init; } = true;
}

/// <summary>One line of a list.</summary>
public sealed record UserSummary(UserId Id, PersonName Name, Label? Position, Label? Area, Label? Location, EmployeeCode? Code, IReadOnlyList<TeamMembership> Teams, IReadOnlyList<GroupMembership> ChatGroups, OrganisationRole Role)
{
    /// <summary>Whether they finished signing up: who has not is in teams and chat groups already, and reads nothing there yet.</summary>
    public bool HasSignedUp { get; init; }
}

/// <param name="Via">Which filters of the query's first set the user is listed by: a chat group's members come directly, through teams, or both (D44).</param>
public sealed record ListedUser(UserSummary User, IReadOnlyList<UserFilter> Via);

/// <summary>
/// The users of an organisation in order, a page at a time. A cursor is a place in the order: users who come, go or move between
/// two pages make nobody else appear twice or be left out. It opens only for the same organisation and the same question.
/// </summary>
public interface IUserLists
{
    /// <summary>
    /// In name order; with a text first those whose first name begins so, then those whose last name does. What is read follows the
    /// limit and the number of filters, not the size of the organisation; where sets hardly meet, a page ends short and still has a next.
    /// </summary>
    /// <returns>Null when <paramref name="after"/> is no cursor of this list.</returns>
    Task<Page<ListedUser>?> ByNameAsync(OrganisationId organisation, UserQuery query, int limit, string? after, CancellationToken cancellationToken);

    /// <summary>Who has signed up and administers the account, by name, up to so many: one query, and a point read for each.</summary>
    Task<IReadOnlyList<UserSummary>> AccountAdministratorsAsync(OrganisationId organisation, int most, CancellationToken cancellationToken);

    /// <summary>In the order of the codes; whoever has none is not in it.</summary>
    /// <returns>Null when <paramref name="after"/> is no cursor of this list.</returns>
    Task<Page<ListedUser>?> ByCodeAsync(OrganisationId organisation, int limit, string? after, CancellationToken cancellationToken);
}
