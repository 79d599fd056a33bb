using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Listing;

/// <summary>The filters of a list as a request says them, with all problems at once. What the actor may not see is not there (R35).</summary>
internal sealed class ReadFilters(Actor actor, UserListFields fields, Catalogue catalogue, DirectMembers direct, DateTimeOffset now)
{
    private readonly Catalogue seen = Authority.Seen(actor, catalogue);
    private readonly List<IReadOnlyList<UserFilter>> sets = [];
    private readonly List<Problem> problems = [];

    /// <summary>A chat group first, so that it is its members' ways in that a list tells.</summary>
    internal (List<IReadOnlyList<UserFilter>> Sets, List<Problem> Problems) Read()
    {
        Add(fields.Group, "group.unknown", "group", said => ChatGroupId.TryParse(said) is { } id && GroupOutcome.Find(actor, GroupAct.See, id, expectedVersion: null, catalogue, direct, out _) is null ? Members(id) : null);
        Add(fields.Team, "team.unknown", "team", said => TeamId.TryParse(said) is { } id && seen.Team(id) is not null ? [.. Teams(id).Select(team => new UserFilter.InTeam(team))] : null);
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

    // Who is in by a foreign team alone would tell of that team (D25).
    private List<UserFilter> Members(ChatGroupId group) =>
        [new UserFilter.InChatGroup(group), .. seen.Teams.Where(team => team.RoleIn(group) is not null).Select(team => new UserFilter.InTeam(team.Id))];

    private IEnumerable<TeamId> Teams(TeamId team) => fields.Below ? seen.WithDescendants([team]) : [team];
}
