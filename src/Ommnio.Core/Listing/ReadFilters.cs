using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Listing;

/// <summary>The filters of a list as a request says them, with all problems at once.</summary>
internal sealed class ReadFilters(Actor actor, UserListFields fields, Catalogue catalogue, DateTimeOffset now)
{
    private readonly List<IReadOnlyList<UserFilter>> sets = [];
    private readonly List<Problem> problems = [];

    /// <summary>A chat group first, so that it is its members' ways in that a list tells.</summary>
    internal (List<IReadOnlyList<UserFilter>> Sets, List<Problem> Problems) Read()
    {
        Add(fields.Group, "group.unknown", "group", said => ChatGroupId.TryParse(said) is { } id && catalogue.ChatGroup(id) is not null ? Members(id) : null);
        Add(fields.Team, "team.unknown", "team", said => TeamId.TryParse(said) is { } id && catalogue.Team(id) is not null && IsInScope(id) ? [new UserFilter.InTeam(id)] : null);
        Add(fields.State, "list.unknown_state", "state", said => Naming.Parse<UserState>(said) is { } state ? [new UserFilter.InState(state, now)] : null);
        Add(fields.RelatedTo, "manager.unknown", "relatedTo", said => UserId.TryParse(said) is { } id ? [new UserFilter.RelatedTo(id)] : null);
        Add(fields.Area, "area", area => new UserFilter.InArea(area));
        Add(fields.Location, "location", location => new UserFilter.At(location));
        Add(fields.Tag, "tag", tag => new UserFilter.Tagged(tag), Label.LongestTag);
        return (sets, problems);
    }

    // A label that nobody has is no problem: the list is empty, as it is for one that only users out of scope have.
    private void Add(string? said, string field, Func<Label, UserFilter> filter, int longest = Label.Longest)
    {
        if (said is null)
        {
            return;
        }

        var label = Label.Read(said, field, longest);
        if (label.Value is { } value)
        {
            sets.Add([filter(value)]);
        }
        else
        {
            problems.Add(label.Problem!);
        }
    }

    private void Add(string? said, string unknown, string field, Func<string, IReadOnlyList<UserFilter>?> read)
    {
        if (said is null)
        {
            return;
        }

        if (read(said) is { } set)
        {
            sets.Add(set);
        }
        else
        {
            problems.Add(new(unknown, field));
        }
    }

    /// <summary>Direct members and those of the linked teams; null where the actor sees none of these teams, so that the group is none of theirs.</summary>
    private IReadOnlyList<UserFilter>? Members(ChatGroupId group)
    {
        var linked = catalogue.Teams.Where(team => team.RoleIn(group) is not null && IsInScope(team.Id)).Select(team => new UserFilter.InTeam(team.Id)).ToList();
        return linked.Count == 0 && actor.Scope is not null ? null : [new UserFilter.InChatGroup(group), .. linked];
    }

    private bool IsInScope(TeamId team) => actor.Scope?.Contains(team) ?? true;
}
