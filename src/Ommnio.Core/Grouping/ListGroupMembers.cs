using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

public sealed record ListGroupMembersRequest(Actor Actor, ChatGroupId Group, int Limit, string? After);

/// <summary>A user in a chat group.</summary>
public sealed record GroupMember(UserSummary User, EffectiveChatGroup Place);

public abstract record ListGroupMembersOutcome
{
    private ListGroupMembersOutcome()
    {
    }

    public sealed record Listed(Page<GroupMember> Page) : ListGroupMembersOutcome;

    public sealed record NotFound : ListGroupMembersOutcome;

    /// <summary>The cursor is not one of this list.</summary>
    public sealed record BadCursor : ListGroupMembersOutcome;
}

/// <summary>
/// Who is in a chat group, directly or through teams: merged while it is read, each once, in the order of the names. A Team
/// Administrator is shown those whom they may see (D25).
/// </summary>
public sealed class ListGroupMembers(ICatalogues catalogues, IUserLists lists, DirectMembersOf direct)
{
    public async Task<ListGroupMembersOutcome> HandleAsync(ListGroupMembersRequest request, CancellationToken cancellationToken)
    {
        var actor = request.Actor;
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var members = await direct.FindAsync(actor, request.Group, cancellationToken);
        if (GroupOutcome.Find(actor, GroupAct.See, request.Group, expectedVersion: null, catalogue, members, out var group) is not null)
        {
            return new ListGroupMembersOutcome.NotFound();
        }

        // Whoever is in by a foreign team alone is not shown, since that would tell of the team (D25).
        var seen = catalogue with { Teams = Authority.Seen(actor, catalogue).Teams };
        return await lists.ByNameAsync(actor.Organisation, Query(actor, group, seen), request.Limit, request.After, cancellationToken) is not { } page
            ? new ListGroupMembersOutcome.BadCursor()
            : new ListGroupMembersOutcome.Listed(new([.. page.Items.Select(found => Member(found.User, group, seen)).OfType<GroupMember>()], page.Next));
    }

    private static UserQuery Query(Actor actor, ChatGroup group, Catalogue seen)
    {
        var linked = seen.Teams.Where(team => team.RoleIn(group.Id) is not null).Select(team => new UserFilter.InTeam(team.Id));
        List<IReadOnlyList<UserFilter>> sets = [[new UserFilter.InChatGroup(group.Id), .. linked]];
        if (Authority.SeenIn(actor) is { } seenIn)
        {
            sets.Add(seenIn);
        }

        return new($"members of {group.Id}", "", sets);
    }

    // What is shown follows from the user's own row, so that it is true to the moment of that row.
    private static GroupMember? Member(UserSummary user, ChatGroup group, Catalogue seen) =>
        seen.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).FirstOrDefault(place => place.Group.Id == group.Id) is { } place ? new(user, place) : null;
}
