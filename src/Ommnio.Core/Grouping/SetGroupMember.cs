using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>Puts one user into a chat group, sets their role there, or takes them out.</summary>
/// <param name="ExpectedVersion">The user's version that the change is based on; null: whatever is there (D56).</param>
/// <param name="Role"><c>member</c>, <c>writer</c> or <c>administrator</c>; absent: as it was, and member where they are new.</param>
public sealed record SetGroupMemberRequest(Actor Actor, ChatGroupId Group, UserId User, int? ExpectedVersion, bool IsMember, string? Role);

public abstract record SetGroupMemberOutcome
{
    private SetGroupMemberOutcome()
    {
    }

    /// <summary>What changing the user came to.</summary>
    public sealed record User(ChangeUserOutcome Outcome) : SetGroupMemberOutcome;

    /// <summary>The chat group is not there, or not the actor's to know of.</summary>
    public sealed record NoGroup : SetGroupMemberOutcome;

    public sealed record Forbidden(Problem Problem) : SetGroupMemberOutcome;

    /// <summary>They are in by a team alone, and go with the team (R7). It is named where the actor may know it.</summary>
    public sealed record ThroughTeam(Problem Problem) : SetGroupMemberOutcome;
}

/// <summary>A change of the user like any other: one transaction, in the history, with membership rules run.</summary>
public sealed class SetGroupMember(ICatalogues catalogues, ChangeUser change, FindUsers find, DirectMembersOf direct)
{
    /// <summary>Safe to repeat: what is as asked already is no change.</summary>
    public async Task<SetGroupMemberOutcome> HandleAsync(SetGroupMemberRequest request, CancellationToken cancellationToken)
    {
        var actor = request.Actor;
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var members = await direct.FindAsync(actor, request.Group, cancellationToken);
        if (Refuses(request, catalogue, members) is { } refused)
        {
            return refused;
        }

        if (!request.IsMember && await find.ByIdAsync(actor, request.User, cancellationToken) is { } user && ForbidsLeaving(actor, user, request.Group, catalogue) is { } problem)
        {
            return new SetGroupMemberOutcome.ThroughTeam(problem);
        }

        // Who may manage the group by its direct members is, for this one act, as good as its administrator.
        var able = actor with { Groups = actor.Groups.SetItem(request.Group, GroupRole.Administrator) };
        var outcome = await change.HandleAsync(new(able, request.User, request.ExpectedVersion, fields => Edit(fields, request), false), cancellationToken);
        return new SetGroupMemberOutcome.User(outcome is ChangeUserOutcome.Changed done && !request.IsMember ? done with { Warnings = [.. done.Warnings, .. Stays(done.User, request.Group, catalogue)] } : outcome);
    }

    /// <summary>Null when the actor may set who is in the group.</summary>
    public static SetGroupMemberOutcome? Refuses(SetGroupMemberRequest request, Catalogue catalogue, DirectMembers direct) =>
        catalogue.ChatGroup(request.Group) is not { } group ? new SetGroupMemberOutcome.NoGroup()
        : Authority.On(request.Actor, GroupAct.ChangeMembers, GroupCase.Of(group, catalogue) with { Direct = direct }) switch
        {
            Ruling.Forbidden(var problem) => new SetGroupMemberOutcome.Forbidden(problem),
            Ruling.NotThere => new SetGroupMemberOutcome.NoGroup(),
            _ => null,
        };

    /// <summary>Why the user cannot be taken out by themselves (R7); a team is named only to who may know it (R35).</summary>
    public static Problem? ForbidsLeaving(Actor actor, User user, ChatGroupId group, Catalogue catalogue)
    {
        var place = catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).FirstOrDefault(place => place.Group.Id == group);
        return place is not { Direct: null } ? null
            : new("group.member_through_team", null, [.. place.Through.Intersect(Authority.Seen(actor, catalogue).Teams).Select(team => team.Name)]);
    }

    /// <summary>Both origins are kept: without their own place the user is still in by a team (D44).</summary>
    private static IEnumerable<Problem> Stays(Core.Users.User after, ChatGroupId group, Catalogue catalogue) =>
        catalogue.GroupsOf(after.ChatGroups, after.Teams.Select(membership => membership.Team))
            .Where(place => place.Group.Id == group)
            .Select(place => new Problem("group.stays_by_team", "chatGroups", place.Group.Name));

    public static UserFields Edit(UserFields before, SetGroupMemberRequest request)
    {
        var id = request.Group.ToString();
        var others = (before.ChatGroups ?? []).Where(group => group.Id != id);
        return before with { ChatGroups = [.. others, .. request.IsMember ? [new(id, null, request.Role)] : (ReadOnlySpan<ChatGroupFields>)[]] };
    }
}
