using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Setup;

/// <summary>Reads the document into an organisation, and says everything that is wrong with it, each with its place.</summary>
internal sealed partial class OrganisationPlan
{
    private readonly OrganisationFile file;
    private readonly DocumentIds ids;
    private readonly List<string> problems = [];

    private OrganisationPlan(OrganisationFile file, DocumentIds ids) => (this.file, this.ids) = (file, ids);

    internal static (Catalogue? Catalogue, IReadOnlyList<string> Problems) Read(OrganisationFile file, DocumentIds ids)
    {
        var plan = new OrganisationPlan(file, ids);
        var catalogue = plan.Catalogue();
        return plan.problems.Count > 0 ? (null, plan.problems) : (catalogue, []);
    }

    private Catalogue? Catalogue()
    {
        var name = Take(PlainText.Read(file.Name, "name", Label.Longest));
        var settings = Settings(file.Settings ?? new(null, null, null, null));
        var groups = (file.ChatGroups ?? []).Select(Group).ToImmutableArray();
        var teams = Teams(groups);
        ImmutableArray<KnownLabel> labels =
        [
            .. Labels(LabelKind.Area, file.Areas, "areas"), .. Labels(LabelKind.Location, file.Locations, "locations"),
            .. Labels(LabelKind.Position, file.Positions, "positions"), .. Labels(LabelKind.Tag, file.Tags, "tags"),
        ];
        return name is null || settings is null ? null : new(new(ids.Organisation, name, settings), teams, groups, labels);
    }

    private OrganisationSettings? Settings(SettingsFile said)
    {
        var (language, region) = (said.Language ?? "en", said.Region ?? "ES");
        var zone = Take(TimeZoneName.Read(said.TimeZone ?? "Europe/Madrid", "settings.timeZone"));
        var days = (said.WorkingDays ?? ["mon", "tue", "wed", "thu", "fri"]).Select(WorkingHours.DayOf).ToList();
        Demand(LanguageTag.IsMatch(language), "settings.language: must be a language tag such as es or en.");
        Demand(Country.IsMatch(region), "settings.region: must be a country in two capital letters, such as ES.");
        Demand(days.Count > 0 && days.All(day => day is not null), "settings.workingDays: a day is one of mon, tue, wed, thu, fri, sat, sun.");
        var order = (said.InvitationOrder ?? ["link"]).Select(channel => Naming.Parse<InvitationChannel>(channel)).ToList();
        Demand(said.InvitationDays is null or (>= 1 and <= 90), "settings.invitationDays: is from 1 to 90.");
        Demand(order.Count > 0 && order.All(channel => channel is not null) && order.Distinct().Count() == order.Count, "settings.invitationOrder: is of link, email, sms and qr, each at most once.");
        return problems.Count > 0 || zone is null ? null : new(language, zone, region, [.. days.Select(day => day!.Value).Distinct()])
        {
            InvitationDays = said.InvitationDays ?? 14,
            InvitationOrder = new([.. order.Select(channel => channel!.Value)]),
        };
    }

    private ImmutableArray<Team> Teams(ImmutableArray<ChatGroup> groups)
    {
        var said = file.Teams ?? [];
        var teams = said.Select((team, index) => Team(team, $"teams[{index}]", groups)).ToImmutableArray();
        foreach (var same in teams.GroupBy(team => PlainText.Fold(team.Name)).Where(same => same.Count() > 1))
        {
            problems.Add($"teams: {same.First().Name} is there twice; a team's name is unique.");
        }

        foreach (var team in teams.Where(team => IsBelowItself(team, teams)))
        {
            problems.Add($"teams: {team.Name} is below itself.");
        }

        return teams;
    }

    private Team Team(TeamFile team, string place, ImmutableArray<ChatGroup> groups)
    {
        var name = Take(PlainText.Read(team.Name, $"{place}.name", Label.Longest)) ?? "";
        var role = Naming.Parse<TeamRole>(team.DefaultRole ?? "member");
        var parent = team.Parent is null ? null : (file.Teams ?? []).FirstOrDefault(other => other.Name == team.Parent);
        Demand(role is not null, $"{place}.defaultRole: is member or administrator.");
        Demand(team.Parent is null || parent is not null, $"{place}.parent: there is no team {team.Parent} in the document.");
        var links = (team.ChatGroups ?? []).Select(link => Linked(link, $"{place}.chatGroups", groups)).OfType<ChatGroup>().Select(group => new GroupMembership(group.Id));
        return new(ids.Team(name), name, parent is null ? null : ids.Team(parent.Name!), role ?? TeamRole.Member, [.. links.Distinct()]);
    }

    private ChatGroup? Linked(string name, string place, ImmutableArray<ChatGroup> groups)
    {
        var found = groups.Where(group => group.Name == name).ToList();
        Demand(found.Count == 1, found.Count == 0 ? $"{place}: there is no chat group {name} in the document." : $"{place}: {name} is the name of several chat groups.");
        return found.Count == 1 ? found[0] : null;
    }

    private ChatGroup Group(ChatGroupFile group, int index)
    {
        var place = $"chatGroups[{index}]";
        var name = Take(PlainText.Read(group.Name, $"{place}.name", GroupDetails.LongestName)) ?? "";
        var kind = Naming.Parse<ChatGroupKind>(group.Kind ?? "open");
        Demand(kind is not null, $"{place}.kind: is open or readOnly.");
        return new(ids.ChatGroup(name, file.ChatGroups!.Take(index).Count(before => before.Name == group.Name)), name, kind ?? ChatGroupKind.Open, group.Description);
    }

    private IEnumerable<KnownLabel> Labels(LabelKind kind, IReadOnlyList<LabelFile>? labels, string place) =>
        (labels ?? [])
            .Select((label, index) => (Label: Take(Label.Read(label.Name, $"{place}[{index}].name", kind == LabelKind.Tag ? Label.LongestTag : Label.Longest)), label.Aliases))
            .Where(read => read.Label is not null)
            .Select(read => new KnownLabel(kind, read.Label!, [.. read.Aliases ?? []]));

    private static bool IsBelowItself(Team team, ImmutableArray<Team> teams)
    {
        HashSet<TeamId> seen = [];
        for (var above = team.Parent; above is { } id && seen.Add(id); above = teams.FirstOrDefault(other => other.Id == id)?.Parent)
        {
            if (id == team.Id)
            {
                return true;
            }
        }

        return false;
    }

    private T? Take<T>(Parsed<T> read) where T : class
    {
        Demand(read.Problem is null, read.Problem is { } problem ? Say(problem) : "");
        return read.Value;
    }

    /// <summary>The place as the document has it, then the words.</summary>
    internal static string Say(Problem problem) => $"{problem.Field ?? "document"}: {Words.Say(problem, Language.English)}";

    private void Demand(bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add(problem);
        }
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag { get; }

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Country { get; }
}
