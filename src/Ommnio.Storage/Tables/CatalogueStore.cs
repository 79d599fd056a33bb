using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

internal sealed class CatalogueStore(StorageTables tables, TimeProvider time) : ICatalogues, IOrganisations
{
    private const string OrganisationRow = "organisation";
    private const string VersionRow = "version";
    // Each time somebody else is through, so many at once are many rounds for the last of them.
    private const int MostTries = 20;
    private readonly TimedCache<OrganisationId, Catalogue?> cache = new(TimeSpan.FromSeconds(10), time);

    public ValueTask<Catalogue?> FindAsync(OrganisationId organisation, CancellationToken cancellationToken) => cache.GetAsync(organisation, LoadAsync, cancellationToken);

    public ValueTask<Catalogue?> FindNowAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        cache.Forget(organisation);
        return FindAsync(organisation, cancellationToken);
    }

    public async Task RememberAsync(OrganisationId organisation, IReadOnlyList<KnownLabel> labels, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(labels.Select(label => InsertAsync(tables.Catalogue, Label(organisation, label), cancellationToken)));
        }
        finally
        {
            cache.Forget(organisation);
        }
    }

    public async Task<CatalogueChanging> ChangeTeamAsync(OrganisationId organisation, Operation? operation, Func<Catalogue, Team?> decide, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await RepeatedAsync(organisation, operation, cancellationToken) is { } before)
            {
                return before;
            }

            // First: whatever changes after it was read makes the transaction below fail.
            var version = await StorageTables.FindAsync(tables.Catalogue, Keys.Partition(organisation), VersionRow, cancellationToken);
            var catalogue = await LoadAsync(organisation) ?? throw new InvalidOperationException("The organisation has no catalogue.");
            if (decide(catalogue) is not { } team)
            {
                // A repeat of this very operation may have been through since it was looked for: then that is what is in the way.
                return await RepeatedAsync(organisation, operation, cancellationToken) ?? new CatalogueChanging.Unchanged();
            }

            var row = Row(team, organisation);
            if (row.GetString("Doc").Length > UserMapping.LongestDocument)
            {
                return new CatalogueChanging.TooLarge();
            }

            if (await TryStoreAsync(Plan(row, version, operation), cancellationToken))
            {
                cache.Forget(organisation);
                return new CatalogueChanging.Changed();
            }
        }

        return new CatalogueChanging.Busy();
    }

    public async Task CreateAsync(Catalogue catalogue, CancellationToken cancellationToken)
    {
        var organisation = catalogue.Organisation.Id;
        IEnumerable<TableEntity> rows =
        [
            .. catalogue.ChatGroups.Select(group => Row(organisation, $"group:{group.Id}", JsonSerializer.Serialize(new(group.Name, Naming.CamelCase(group.Kind), group.Description), Json.Plain.ChatGroupDocument))),
            .. catalogue.Teams.Select(team => Row(team, organisation)),
            .. catalogue.Labels.Select(label => Label(organisation, label)),
            // Last: an organisation that can be found is whole.
            Row(organisation, OrganisationRow, JsonSerializer.Serialize(Document(catalogue.Organisation), Json.Plain.OrganisationDocument)),
        ];
        foreach (var row in rows)
        {
            await InsertAsync(tables.Catalogue, row, cancellationToken);
        }

        await InsertAsync(tables.Lookup, new(LookupKeys.Organisations, organisation.Value), cancellationToken);
        cache.Forget(organisation);
    }

    private async Task<Catalogue?> LoadAsync(OrganisationId id)
    {
        Organisation? organisation = null;
        List<Team> teams = [];
        List<ChatGroup> groups = [];
        List<KnownLabel> labels = [];
        var (operations, beyond) = Keys.Range("o:");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(id)} and (RowKey lt {operations} or RowKey ge {beyond})");
        await foreach (var row in tables.Catalogue.QueryAsync<TableEntity>(filter, cancellationToken: CancellationToken.None))
        {
            var (json, parts) = (row.GetString("Doc"), row.RowKey.Split(':'));
            switch (parts[0])
            {
                case OrganisationRow:
                    organisation = Read(id, JsonSerializer.Deserialize(json, Json.Plain.OrganisationDocument)!);
                    break;
                case "team":
                    teams.Add(Read(TeamId.TryParse(parts[1])!.Value, JsonSerializer.Deserialize(json, Json.Plain.TeamDocument)!));
                    break;
                case "group":
                    groups.Add(Read(ChatGroupId.TryParse(parts[1])!.Value, JsonSerializer.Deserialize(json, Json.Plain.ChatGroupDocument)!));
                    break;
                case "label":
                    labels.Add(Read(JsonSerializer.Deserialize(json, Json.Plain.LabelDocument)!));
                    break;
                default:
                    // A newer version wrote it, which may run beside this one during a deployment.
                    break;
            }
        }

        return organisation is null ? null : new(organisation, [.. teams], [.. groups], [.. labels]);
    }

    private static List<TableTransactionAction> Plan(TableEntity team, TableEntity? version, Operation? operation)
    {
        var next = new TableEntity(team.PartitionKey, VersionRow);
        List<TableTransactionAction> actions =
        [
            version is null ? StorageTables.Add(next) : new(TableTransactionActionType.UpdateReplace, next, version.ETag),
            new(TableTransactionActionType.UpsertReplace, team),
        ];
        if (operation is not null)
        {
            actions.Add(StorageTables.Add(new(team.PartitionKey, Keys.Operation(operation.Id)) { ["Hash"] = operation.RequestHash, ["Team"] = team.RowKey, ["Made"] = team.GetString("Doc") }));
        }

        return actions;
    }

    private async Task<CatalogueChanging?> RepeatedAsync(OrganisationId organisation, Operation? operation, CancellationToken cancellationToken) =>
        operation is null || await StorageTables.FindAsync(tables.Catalogue, Keys.Partition(organisation), Keys.Operation(operation.Id), cancellationToken) is not { } done ? null
        : done.GetString("Hash") != operation.RequestHash ? new CatalogueChanging.Mismatch()
        : new CatalogueChanging.Repeated(Read(TeamId.TryParse(done.GetString("Team").Split(':')[1])!.Value, JsonSerializer.Deserialize(done.GetString("Made"), Json.Plain.TeamDocument)!));

    private async Task<bool> TryStoreAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await StorageTables.SubmitAsync(tables.Catalogue, actions, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static async Task InsertAsync(TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        TableGuard.Check(row);
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // It is there already, and stays as it is: that is what was asked for.
        }
    }

    private static TableEntity Row(OrganisationId organisation, string key, string document) => new(Keys.Partition(organisation), key) { ["Doc"] = document };

    private static TableEntity Row(Team team, OrganisationId organisation) => Row(organisation, $"team:{team.Id}", JsonSerializer.Serialize(Document(team), Json.Plain.TeamDocument));

    private static TableEntity Label(OrganisationId organisation, KnownLabel label) =>
        Row(organisation, Keys.Label(label.Kind, label.Label), JsonSerializer.Serialize(new(Naming.CamelCase(label.Kind), label.Label.Text, label.Aliases), Json.Plain.LabelDocument));

    private static TeamDocument Document(Team team) => new(team.Name, team.Parent?.ToString(), Naming.CamelCase(team.DefaultRole), UserMapping.Groups(team.ChatGroups), [.. team.Rules.Select(Document)], team.RulesVersion, team.Version);

    private static RuleDocument Document(MembershipRule rule) =>
        new(rule.Id.ToString(), rule.Version, [.. rule.Conditions.Select(condition => new ConditionDocument(Naming.CamelCase(condition.Field), condition.Not, condition.Values))]);

    private static OrganisationDocument Document(Organisation organisation)
    {
        var settings = organisation.Settings;
        return new(organisation.Name, settings.Language, settings.TimeZone.Id, settings.Region, [.. settings.WorkingDays.Select(WorkingHours.NameOf)], settings.InvitationDays);
    }

    private static Organisation Read(OrganisationId id, OrganisationDocument document) => new(
        id,
        document.Name,
        new(document.Language, TimeZoneName.Read(document.TimeZone, "timeZone").Value!, document.Region, [.. document.WorkingDays.Select(day => WorkingHours.DayOf(day)!.Value)])
        {
            InvitationDays = document.InvitationDays,
        });

    private static Team Read(TeamId id, TeamDocument document) =>
        new(id, document.Name, TeamId.TryParse(document.Parent), Naming.Parse<TeamRole>(document.DefaultRole)!.Value, UserMapping.Groups(document.ChatGroups))
        {
            Rules = [.. document.Rules.Select(Read)],
            RulesVersion = document.RulesVersion,
            Version = document.Version,
        };

    private static MembershipRule Read(RuleDocument document) =>
        new(RuleId.TryParse(document.Id)!.Value, document.Version, [.. document.Conditions.Select(condition => new RuleCondition(Naming.Parse<RuleField>(condition.Field)!.Value, condition.Not, [.. condition.Values]))]);

    private static ChatGroup Read(ChatGroupId id, ChatGroupDocument document) => new(id, document.Name, Naming.Parse<ChatGroupKind>(document.Kind)!.Value, document.Description);

    private static KnownLabel Read(LabelDocument document) => new(Naming.Parse<LabelKind>(document.Kind)!.Value, new(document.Text), [.. document.Aliases]);
}
