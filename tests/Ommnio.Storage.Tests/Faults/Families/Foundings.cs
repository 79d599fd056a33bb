using System.Collections.Concurrent;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Keeping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Organisations;
using Ommnio.Storage.Tests.Proof;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>
/// Operators set organisations up, the same ones again and several at once, while they are made use of: nobody finds one that is not
/// whole, none has anything twice, and what was changed since stays as it is.
/// </summary>
internal sealed class Foundings(Crowd crowd, IOrganisations organisations, ICatalogues catalogues, IRetention all, Func<OrganisationId, Task<IReadOnlyList<TableEntity>>> rows) : Family(crowd)
{
    private const int Documents = 4;
    private const int Users = 3;
    private readonly RegisterUser registerUser = crowd.Get<RegisterUser>();
    private readonly ChangeTeam changeTeam = crowd.Get<ChangeTeam>();
    private readonly Catalogue[] documents = [.. Enumerable.Range(0, Documents).Select(number => CatalogueTests.Demo(new($"{crowd.Actor.Organisation}-set{number}")))];
    private readonly ConcurrentDictionary<(OrganisationId Organisation, int Number), ConcurrentBag<UserId>> seeded = [];
    private readonly ConcurrentDictionary<OrganisationId, bool> closed = [];
    private readonly ConcurrentBag<string> wrong = [];

    internal override IReadOnlyList<Doing> Doings =>
    [
        new(2, (_, random) => FoundAsync(Some(random), random)),
        new(2, (_, random) => FindAsync(Some(random))),
        new(1, (_, random) => CloseAsync(Some(random), random)),
    ];

    internal override Task EndAsync() => Task.WhenAll(documents.Select(document => FoundAsync(document, random: null)));

    internal override async Task LookAsync(Aftermath after)
    {
        var gone = documents.Select(document => document.Organisation.Id).Except(await all.OrganisationsAsync(Token).ToListAsync(Token));
        foreach (var id in gone)
        {
            wrong.Add($"{id} was set up, and no timer would come to it");
        }

        foreach (var document in documents)
        {
            var id = document.Organisation.Id;
            if (closed.ContainsKey(id) && (await catalogues.FindNowAsync(id, Token))?.Team(document.Teams[0].Id) is not { MembersSeeEachOther: false })
            {
                wrong.Add($"{id} was changed, and has been set up over that");
            }

            var kept = await rows(id);
            foreach (var sentence in PartitionAudit.Of(id, kept, StorageTests.Secrets))
            {
                wrong.Add($"{id}: {sentence}");
            }

            var users = kept.Where(row => row.RowKey.StartsWith("u:", StringComparison.Ordinal)).Select(row => row.RowKey[2..]).ToHashSet();
            var told = seeded.Where(one => one.Key.Organisation == id).SelectMany(one => one.Value.Distinct().Select(user => $"{user}")).ToList();
            if (!IsWhole(document, await catalogues.FindNowAsync(id, Token)) || users.Count != Users || !users.SetEquals(told) || told.Count != Users)
            {
                wrong.Add($"{id} was set up, and has {users.Count} users, of whom {told.Count} were told");
            }
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after) => wrong;

    // Users bring labels of their own.
    private static bool IsWhole(Catalogue document, Catalogue? found) =>
        found is not null
        && document.Teams.All(team => found.Team(team.Id) is { } there && there.ChatGroups.Length == team.ChatGroups.Length)
        && document.ChatGroups.All(group => found.ChatGroup(group.Id) == group)
        && document.Labels.All(label => found.Labels.Any(there => (there.Kind, there.Label) == (label.Kind, label.Label)));

    private Catalogue Some(Random random) => documents[random.Next(Documents)];

    // As the setting up does it: the organisation, and then its users under names that follow from the document.
    private async Task FoundAsync(Catalogue document, Random? random)
    {
        var actor = new Actor(document.Organisation.Id, null, WayIn.Setup, null);
        var made = await AnswerAsync(random, async () =>
        {
            await organisations.CreateAsync(document, Token);
            return document;
        });
        for (var number = 0; made is not null && number < Users; number++)
        {
            var fields = new UserFields { FirstName = "Ana", LastName = $"Seed {number}", Position = "Cashier", Area = "Sales", Code = $"S-{number}" };
            if (await AnswerAsync(random, () => registerUser.HandleAsync(new(actor, fields, null, Named("seed", number)), Token)) is RegisterUserOutcome.Registered(var user, _, _, _))
            {
                seeded.GetOrAdd((actor.Organisation, number), _ => []).Add(user.Id);
            }
        }
    }

    private async Task<T?> AnswerAsync<T>(Random? random, Func<Task<T>> call) where T : class =>
        random is null ? await Crowd.UntilAnsweredAsync(call) : await Crowd.AnswerAsync(random, call);

    private async Task CloseAsync(Catalogue document, Random random)
    {
        var actor = new Actor(document.Organisation.Id, null, WayIn.Api, null);
        if (await Crowd.UntilAnsweredAsync(async () => await catalogues.FindNowAsync(actor.Organisation, Token)) is not null
            && await Crowd.AnswerAsync(random, () => changeTeam.HandleAsync(new(actor, document.Teams[0].Id, null, details => details with { MembersSeeEachOther = false }), Token)) is TeamOutcome.Done)
        {
            closed[actor.Organisation] = true;
        }
    }

    private async Task FindAsync(Catalogue document)
    {
        if (await Crowd.UntilAnsweredAsync(async () => await catalogues.FindNowAsync(document.Organisation.Id, Token)) is { } found && !IsWhole(document, found))
        {
            wrong.Add($"{document.Organisation.Id} was found before it was whole");
        }
    }
}
