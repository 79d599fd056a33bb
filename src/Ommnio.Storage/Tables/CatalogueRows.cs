using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>Between Core's catalogue and the rows that it is stored in.</summary>
internal static class CatalogueRows
{
    /// <summary>Without it there is no organisation.</summary>
    internal const string TheOrganisation = "organisation";
    private const string Teams = "team";
    private const string Groups = "group";
    private const string Labels = "label";

    internal static TableEntity Row(Organisation organisation) => Row(organisation.Id, TheOrganisation, JsonSerializer.Serialize(Document(organisation), Json.Plain.OrganisationDocument));

    internal static TableEntity Row(OrganisationId organisation, Team team) => Row(organisation, KeyOf(team.Id), JsonSerializer.Serialize(Document(team), Json.Plain.TeamDocument));

    internal static TableEntity Row(OrganisationId organisation, ChatGroup group) => Row(
        organisation, KeyOf(group.Id), JsonSerializer.Serialize(new(group.Name, Naming.CamelCase(group.Kind), group.Description, group.Version), Json.Plain.ChatGroupDocument));

    internal static TableEntity Row(OrganisationId organisation, KnownLabel label) =>
        Row(organisation, Keys.Label(label.Kind, label.Label), JsonSerializer.Serialize(new(Naming.CamelCase(label.Kind), label.Label.Text, label.Aliases), Json.Plain.LabelDocument));

    internal static string KeyOf(TeamId team) => $"{Teams}:{team}";

    internal static string KeyOf(ChatGroupId group) => $"{Groups}:{group}";

    internal static Catalogue? Read(OrganisationId id, IReadOnlyList<TableEntity> rows)
    {
        // What is none of these a newer version wrote, which may run beside this one during a deployment.
        var organisation = rows.FirstOrDefault(row => row.RowKey == TheOrganisation);
        var kinds = rows.ToLookup(row => row.RowKey.Split(':')[0], row => (row.RowKey, Document: row.GetString("Doc")));
        return organisation is null ? null : new(
            Read(id, JsonSerializer.Deserialize(organisation.GetString("Doc"), Json.Plain.OrganisationDocument)!),
            [.. kinds[Teams].Select(row => Team(row.RowKey, row.Document))],
            [.. kinds[Groups].Select(row => Group(row.RowKey, row.Document))],
            [.. kinds[Labels].Select(row => Read(JsonSerializer.Deserialize(row.Document, Json.Plain.LabelDocument)!))]);
    }

    /// <summary>What a row says is there; read again where a request is repeated.</summary>
    internal static CatalogueEdit Read(string key, string document) =>
        key.StartsWith($"{Teams}:", StringComparison.Ordinal) ? new CatalogueEdit.PutTeam(Team(key, document)) : new CatalogueEdit.PutGroup(Group(key, document));

    private static TableEntity Row(OrganisationId organisation, string key, string document) => new(Keys.Partition(organisation), key) { ["Doc"] = document };

    private static TeamDocument Document(Team team) => new(
        team.Name,
        team.Parent?.ToString(),
        Naming.CamelCase(team.DefaultRole),
        team.MembersSeeEachOther,
        UserMapping.Groups(team.ChatGroups),
        [.. team.Rules.Select(Document)],
        team.RulesVersion,
        team.Version);

    private static RuleDocument Document(MembershipRule rule) =>
        new(rule.Id.ToString(), rule.Version, [.. rule.Conditions.Select(condition => new ConditionDocument(Naming.CamelCase(condition.Field), condition.Not, condition.Values))]);

    private static OrganisationDocument Document(Organisation organisation)
    {
        var settings = organisation.Settings;
        return new(organisation.Name, settings.Language, settings.TimeZone.Id, settings.Region, [.. settings.WorkingDays.Select(WorkingHours.NameOf)], settings.InvitationDays)
        {
            InvitationOrder = [.. settings.InvitationOrder.Channels.Select(channel => Naming.CamelCase(channel))],
            MostDeliveriesADay = settings.MostDeliveriesADay,
        };
    }

    private static Organisation Read(OrganisationId id, OrganisationDocument document)
    {
        var settings = new OrganisationSettings(document.Language, TimeZoneName.Read(document.TimeZone, "timeZone").Value!, document.Region, [.. document.WorkingDays.Select(day => WorkingHours.DayOf(day)!.Value)])
        {
            InvitationDays = document.InvitationDays,
        };
        return new(id, document.Name, settings with
        {
            InvitationOrder = document.InvitationOrder is { } order ? new([.. order.Select(channel => Naming.Parse<InvitationChannel>(channel)!.Value)]) : settings.InvitationOrder,
            MostDeliveriesADay = document.MostDeliveriesADay ?? settings.MostDeliveriesADay,
        });
    }

    private static Team Team(string key, string json)
    {
        var document = JsonSerializer.Deserialize(json, Json.Plain.TeamDocument)!;
        return new(
            TeamId.TryParse(key[(Teams.Length + 1)..])!.Value,
            document.Name,
            TeamId.TryParse(document.Parent),
            Naming.Parse<TeamRole>(document.DefaultRole)!.Value,
            UserMapping.Groups(document.ChatGroups))
        {
            MembersSeeEachOther = document.MembersSeeEachOther,
            Rules = [.. document.Rules.Select(Read)],
            RulesVersion = document.RulesVersion,
            Version = document.Version,
        };
    }

    private static MembershipRule Read(RuleDocument document) =>
        new(RuleId.TryParse(document.Id)!.Value, document.Version, [.. document.Conditions.Select(condition => new RuleCondition(Naming.Parse<RuleField>(condition.Field)!.Value, condition.Not, [.. condition.Values]))]);

    private static ChatGroup Group(string key, string json)
    {
        var document = JsonSerializer.Deserialize(json, Json.Plain.ChatGroupDocument)!;
        return new(ChatGroupId.TryParse(key[(Groups.Length + 1)..])!.Value, document.Name, Naming.Parse<ChatGroupKind>(document.Kind)!.Value, document.Description) { Version = document.Version };
    }

    private static KnownLabel Read(LabelDocument document) => new(Naming.Parse<LabelKind>(document.Kind)!.Value, new(document.Text), [.. document.Aliases]);
}
