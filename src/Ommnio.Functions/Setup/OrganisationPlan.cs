using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Setup;

/// <summary>
/// Turns the document into an organisation. Every id follows from the document's key and the thing's name, so the same
/// document always means the same organisation.
/// </summary>
internal sealed class OrganisationPlan(OrganisationFile file)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly string key = file.Key ?? RandomNumberGenerator.GetHexString(32);
    private readonly List<string> problems = [];

    internal IReadOnlyList<string> Problems => problems;

    internal Catalogue Catalogue()
    {
        var settings = file.Settings ?? new(null, null, null, null);
        var zone = TimeZoneName.Read(settings.TimeZone ?? "Europe/Madrid", "settings.timeZone");
        var days = (settings.WorkingDays ?? ["mon", "tue", "wed", "thu", "fri"]).Select(WorkingHours.DayOf).ToList();
        Demand(!string.IsNullOrWhiteSpace(file.Name), "name: the organisation needs a name.");
        Demand(zone.Value is not null, "settings.timeZone: must be a place of the time zone database, such as Europe/Madrid.");
        Demand(days.Count > 0 && days.All(day => day is not null), "settings.workingDays: a day is one of mon, tue, wed, thu, fri, sat, sun.");
        var groups = (file.ChatGroups ?? []).Select(Group).ToImmutableArray();
        var teams = (file.Teams ?? []).Select(team => Team(team, groups)).ToImmutableArray();
        if (problems.Count > 0)
        {
            return new(new(default, "", null!), [], [], []);
        }

        var organisation = new Organisation(OrganisationId(), file.Name!.Trim(), new(settings.Language ?? "en", zone.Value!, settings.Region ?? "ES", [.. days.Select(day => day!.Value)]));
        return new(organisation, teams, groups, [.. Labels(LabelKind.Area, file.Areas), .. Labels(LabelKind.Location, file.Locations), .. Labels(LabelKind.Position, file.Positions), .. Labels(LabelKind.Tag, file.Tags)]);
    }

    internal Operation Operation(int user) => new(new(Convert.ToHexStringLower(Hash($"user:{user}"))[..40]), "");

    private Team Team(TeamFile team, ImmutableArray<ChatGroup> groups)
    {
        var role = Naming.Parse<TeamRole>(team.DefaultRole ?? "member");
        var parent = team.Parent is { } name ? (file.Teams ?? []).FirstOrDefault(other => other.Name == name) : null;
        Demand(role is not null, $"teams: the default role of {team.Name} is member or administrator.");
        Demand(team.Parent is null || parent is not null, $"teams: {team.Name} is below {team.Parent}, which is not in the file.");
        foreach (var link in team.ChatGroups ?? [])
        {
            Demand(groups.Any(group => group.Name == link), $"teams: {team.Name} is linked to {link}, which is not in the file.");
        }

        var links = groups.Where(group => team.ChatGroups?.Contains(group.Name) ?? false).Select(group => group.Id);
        return new(new(Id($"team:{team.Name}")), team.Name, parent is null ? null : new(Id($"team:{parent.Name}")), role ?? TeamRole.Member, [.. links]);
    }

    private ChatGroup Group(ChatGroupFile group)
    {
        var kind = Naming.Parse<ChatGroupKind>(group.Kind ?? "open");
        Demand(kind is not null, $"chatGroups: the kind of {group.Name} is open or readOnly.");
        Demand(PlainText.Read(group.Name, "name", 20).Value is not null, $"chatGroups: the name of {group.Name} may have 20 characters.");
        return new(new(Id($"group:{group.Name}")), group.Name, kind ?? ChatGroupKind.Open, group.Description);
    }

    private static IEnumerable<KnownLabel> Labels(LabelKind kind, IReadOnlyList<LabelFile>? labels) =>
        (labels ?? []).Select(label => new KnownLabel(kind, new(label.Name), [.. label.Aliases ?? []]));

    private void Demand(bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add(problem);
        }
    }

    private OrganisationId OrganisationId() => new(string.Concat(Hash("organisation").Take(20).Select(value => Alphabet[value & 31])));

    private Guid Id(string name) => new(Hash(name).AsSpan(0, 16));

    private byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{name}"));
}
