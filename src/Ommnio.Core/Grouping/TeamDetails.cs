using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>A team as a request says it. Null and blank mean absent.</summary>
/// <param name="Parent">The id of the team above; absent: at the top.</param>
/// <param name="DefaultRole"><c>member</c> or <c>administrator</c>; absent is member.</param>
/// <param name="MembersSeeEachOther">Whether the members are each other's contacts (D35); absent: they are.</param>
public sealed record TeamDetails(string? Name, string? Parent, string? DefaultRole, bool? MembersSeeEachOther = null)
{
    public static TeamDetails Of(Team team) => new(team.Name, team.Parent?.ToString(), Naming.CamelCase(team.DefaultRole), team.MembersSeeEachOther);

    /// <summary>
    /// The team as these details make it of <paramref name="team"/>, or every problem. A parent that the actor may not see is as unknown
    /// as one that is not there (R35), unless it is the parent already.
    /// </summary>
    internal (Team? Team, IReadOnlyList<Problem> Problems) On(Team team, Catalogue catalogue, Actor actor)
    {
        List<Problem> problems = [];
        var name = PlainText.Read(Name, "name", Label.Longest);
        var role = string.IsNullOrWhiteSpace(DefaultRole) ? TeamRole.Member : Naming.Parse<TeamRole>(DefaultRole);
        var parent = string.IsNullOrWhiteSpace(Parent) ? null : TeamId.TryParse(Parent) is { } id ? catalogue.Team(id) : null;
        if (name.Problem is { } unreadable)
        {
            problems.Add(unreadable);
        }

        if (!string.IsNullOrWhiteSpace(Parent) && (parent is null || (parent.Id != team.Parent && Authority.On(actor, TeamAct.See, TeamCase.Of(parent)) is not Ruling.Allowed)))
        {
            problems.Add(new("team.unknown", "parent"));
        }
        else if (parent is not null && catalogue.WithDescendants([team.Id]).Contains(parent.Id))
        {
            problems.Add(new("team.below_itself", "parent", parent.Name));
        }

        if (role is null)
        {
            problems.Add(new("team.unknown_role", "defaultRole"));
        }
        else if (role == TeamRole.Administrator && team.Rules.Length > 0)
        {
            problems.Add(new("team.rules_make_members", "defaultRole"));
        }

        return problems.Count > 0 ? (null, problems) : (team with { Name = name.Value!, Parent = parent?.Id, DefaultRole = role!.Value, MembersSeeEachOther = MembersSeeEachOther ?? true }, []);
    }

    /// <summary>Team names are unique in the organisation without case and accents (D32).</summary>
    internal static Problem? Taken(Team team, Catalogue catalogue) =>
        catalogue.TeamNamed(team.Name) is { } other && other.Id != team.Id ? new("team.name.taken", "name") : null;
}
