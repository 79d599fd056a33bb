using System.Collections.Concurrent;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Proof;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>In an account of their own, administrators give and take each other's rights, and are blocked: one is always left (R24).</summary>
internal sealed class Rights(Crowd crowd, Catalogue account, IOrganisations organisations, IUsers users, Func<OrganisationId, Task<IReadOnlyList<TableEntity>>> rows) : Family(crowd)
{
    private readonly ChangeUser changeUser = crowd.Get<ChangeUser>();
    private readonly BlockUser blockUser = crowd.Get<BlockUser>();
    private readonly Actor actor = new(account.Organisation.Id, null, WayIn.Api, null);
    private readonly User[] administrators = [.. Enumerable.Range(0, 4).Select(number => Some.User("Nora", $"Rights {number}") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now, LastAccessAt = Some.Now })];
    private readonly ConcurrentBag<string> wrong = [];

    internal override IReadOnlyList<Doing> Doings => [new(4, (_, random) => ChangeAsync(administrators[random.Next(administrators.Length)], random.Next(3) == 0, random))];

    internal override async Task BeginAsync()
    {
        await organisations.CreateAsync(account, Token);
        foreach (var user in administrators)
        {
            await users.AddAsync(actor.Organisation, Some.New(user), Token);
        }
    }

    internal override async Task EndAsync()
    {
        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(administrators.Select(user => SetAsync(user, isIn: true)));
            await Task.WhenAll(administrators.Select(user => SetAsync(user, isIn: false)));
            var left = await Task.WhenAll(administrators.Select(user => Crowd.UntilAnsweredAsync(() => users.FindAsync(actor.Organisation, user.Id, Token))));
            if (left.Count(user => user!.AdministersAccount) != 1)
            {
                wrong.Add($"of four who took each other's rights at once, {left.Count(user => user!.AdministersAccount)} are left");
            }
        }
    }

    internal override async Task LookAsync(Aftermath after)
    {
        foreach (var sentence in PartitionAudit.Of(actor.Organisation, await rows(actor.Organisation), StorageTests.Secrets))
        {
            wrong.Add(sentence);
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after) => wrong;

    private async Task ChangeAsync(User user, bool isIn, Random random) => await Crowd.AnswerAsync(random, () => random.Next(2) == 0 ? RoleAsync(user, isIn) : BlockAsync(user, !isIn));

    private async Task SetAsync(User user, bool isIn)
    {
        if (isIn)
        {
            await Crowd.UntilAnsweredAsync(() => BlockAsync(user, isBlocked: false));
        }

        var outcome = await Crowd.UntilAnsweredAsync(() => RoleAsync(user, isIn));
        if (outcome is ChangeUserOutcome.Busy)
        {
            await SetAsync(user, isIn);
        }
    }

    private Task<ChangeUserOutcome> RoleAsync(User user, bool isAdministrator) => changeUser.HandleAsync(
        new(actor, user.Id, null, fields => fields with { Role = isAdministrator ? "accountAdministrator" : "member" }, RemoveNationalId: false), Token);

    private Task<ChangeUserOutcome> BlockAsync(User user, bool isBlocked) => blockUser.HandleAsync(new(actor, user.Id, null, isBlocked), Token);
}
