using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Listing;

/// <summary>What a list is asked for. Null is absent; a blank filter is refused, since leaving it out would show more than was meant.</summary>
/// <param name="Text">What the first or the last name begins with.</param>
/// <param name="Sort"><c>name</c> or <c>code</c>; absent is name.</param>
public sealed record UserListFields(
    string? Text = null,
    string? State = null,
    string? Team = null,
    string? Group = null,
    string? Tag = null,
    string? Area = null,
    string? Location = null,
    string? RelatedTo = null,
    string? Sort = null)
{
    /// <summary>Whether the teams below the team count too.</summary>
    public bool Below { get; init; }
}

public sealed record ListUsersRequest(Actor Actor, UserListFields Fields, int Limit, string? After);

public abstract record ListUsersOutcome
{
    private ListUsersOutcome()
    {
    }

    public sealed record Listed(Page<ListedUser> Page) : ListUsersOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : ListUsersOutcome;
}

/// <summary>Lists users within what the actor may see. A Team Administrator's list is the union of their teams, met with what they ask for: nobody out of scope is in it, and its pages are full (R4).</summary>
public sealed class ListUsers(ICatalogues catalogues, IUserLists lists, FindUsers find, TimeProvider time)
{
    private readonly DirectMembersOf direct = new(catalogues, lists);

    /// <summary>What to list, or why not. Foreign teams and groups are answered as unknown ones (R35).</summary>
    /// <param name="direct">Whose the direct members of the chat group are, where that matters to the actor's rights.</param>
    public static (UserQuery? Query, IReadOnlyList<Problem> Problems) Decide(Actor actor, UserListFields fields, Catalogue catalogue, DirectMembers direct, DateTimeOffset now)
    {
        var (sets, problems) = new ReadFilters(actor, fields, catalogue, direct, now).Read();
        var sort = fields.Sort ?? "name";
        if (sort is not ("name" or "code"))
        {
            problems.Add(new("list.unknown_sort", "sort"));
        }
        else if (sort == "code" && (sets.Count > 0 || Authority.SeenIn(actor) is not null || !string.IsNullOrWhiteSpace(fields.Text)))
        {
            problems.Add(new("list.sort_with_filter", "sort"));
        }

        if (problems.Count > 0)
        {
            return (null, problems);
        }

        // None of these holds a line's end, so no two questions look alike.
        var asked = string.Join('\n', [sort, fields.State, fields.Below ? $"{fields.Team} and below" : fields.Team, fields.Group, fields.Tag, fields.Area, fields.Location, fields.RelatedTo]);
        return (new(asked, PlainText.Fold(fields.Text ?? ""), Within(actor, sets)), []);
    }

    /// <summary>Users whom the actor sees and whose full name begins so, at most so many: one query for an Account Administrator, one a team for another.</summary>
    public async Task<IReadOnlyList<UserSummary>> NamedAsync(Actor actor, string folded, int most, CancellationToken cancellationToken)
    {
        var query = new UserQuery("", folded, Within(actor, [])) { AlsoByLastName = false };
        var page = await lists.ByNameAsync(actor.Organisation, query, most, after: null, cancellationToken);
        return [.. page!.Items.Select(item => item.User)];
    }

    /// <summary>A read more where the list is of one manager's people; for a Team Administrator one of a chat group, of who is in it by themselves.</summary>
    public async Task<ListUsersOutcome> HandleAsync(ListUsersRequest request, CancellationToken cancellationToken)
    {
        var (actor, fields) = (request.Actor, request.Fields);
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var members = ChatGroupId.TryParse(fields.Group) is { } group ? await direct.FindAsync(actor, group, cancellationToken) : DirectMembers.None;
        var (query, problems) = Decide(actor, fields, catalogue, members, time.GetUtcNow());
        if (query is null)
        {
            return new ListUsersOutcome.Refused(problems);
        }

        // Whom the actor may not see is nobody's manager for them.
        if (UserId.TryParse(fields.RelatedTo) is { } manager && await find.ByIdAsync(actor, manager, cancellationToken) is null)
        {
            return new ListUsersOutcome.Refused([new("manager.unknown", "relatedTo")]);
        }

        var page = fields.Sort == "code"
            ? await lists.ByCodeAsync(actor.Organisation, request.Limit, request.After, cancellationToken)
            : await lists.ByNameAsync(actor.Organisation, query, request.Limit, request.After, cancellationToken);
        return page is null ? new ListUsersOutcome.Refused([new("request.bad_cursor", "after")]) : new ListUsersOutcome.Listed(page);
    }

    // Teams of the actor's own limit a list already.
    private static List<IReadOnlyList<UserFilter>> Within(Actor actor, List<IReadOnlyList<UserFilter>> sets) =>
        Authority.SeenIn(actor) is not { } seenIn || sets.Exists(set => set.All(seenIn.Contains)) ? sets : [.. sets, seenIn];
}
