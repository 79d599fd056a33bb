using System.Collections.Concurrent;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Pairing codes are made, and typed by two at once; chat accounts are linked by them and let go.</summary>
internal sealed class Accounts(Crowd crowd, IUsers users, IChannelIdentities identities) : Family(crowd)
{
    private readonly UnlinkAccounts unlinkAccounts = crowd.Get<UnlinkAccounts>();
    private readonly MakePairingCode makePairingCode = crowd.Get<MakePairingCode>();
    private readonly LinkAccount linkAccount = crowd.Get<LinkAccount>();
    private const string Channel = "directline";
    private const int Contested = 5;

    // The accounts of the second half are let go now and then, and all of them at the end.
    private readonly User[] administrators = [.. Enumerable.Range(0, 6).Select(number => Some.User("Marta", $"Account {number}") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now, LastAccessAt = Some.Now })];
    private readonly ConcurrentBag<(PairingCode Code, string Account, int Whose)> linked = [];
    private readonly ConcurrentDictionary<string, int> tried = [];
    private readonly Dictionary<string, UserId?> owners = [];

    internal override IReadOnlyList<Doing> Doings => [new(4, PairAsync), new(1, UnlinkAsync)];

    internal override async Task BeginAsync()
    {
        foreach (var user in administrators)
        {
            await users.AddAsync(Crowd.Actor.Organisation, Some.New(user), Token);
        }
    }

    internal override async Task EndAsync()
    {
        for (var round = 0; round < Contested; round++)
        {
            await Task.WhenAll(Enumerable.Range(3, administrators.Length - 3).Select(whose => LinkAndLetGoAsync(whose, $"c{round}-{whose}")));
        }

        await Task.WhenAll(administrators[3..].Select(LetGoAsync));
    }

    internal override async Task LookAsync(Aftermath after)
    {
        // Longer than an account is remembered.
        Crowd.Time.Advance(TimeSpan.FromMinutes(2));
        foreach (var account in tried.Keys)
        {
            owners[account] = (await identities.FindAsync(Channel, $"{Crowd.Actor.Organisation}{account}", Token))?.User;
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var code in linked.GroupBy(link => link.Code).Where(code => code.Select(link => link.Account).Distinct().Count() > 1))
        {
            yield return $"one pairing code linked {code.Select(link => link.Account).Distinct().Count()} accounts";
        }

        foreach (var (_, account, whose) in linked.Where(link => link.Whose < 3 && owners[link.Account] != administrators[link.Whose].Id))
        {
            yield return $"the account {account} was linked to administrator {whose}, and is {owners[account]?.ToString() ?? "nobody"}'s";
        }

        foreach (var (account, whose) in tried.Where(one => one.Value >= 3 && owners[one.Key] is not null))
        {
            yield return $"the account {account} was let go, and is still administrator {whose}'s";
        }

        foreach (var row in administrators[3..].SelectMany(user => after.Of($"l:{user.Id}:").Concat(after.Of($"q:{user.Id}"))))
        {
            yield return $"{row.RowKey} is left of an account that was let go";
        }
    }

    // The accounts are let go while one of them is linked.
    private async Task LinkAndLetGoAsync(int whose, string account)
    {
        tried[account] = whose;
        var made = (MakePairingCodeOutcome.Made)await Crowd.UntilAnsweredAsync(() => makePairingCode.HandleAsync(Crowd.Actor, administrators[whose].Id, Token));
        await Task.WhenAll(
            Crowd.UntilAnsweredAsync(() => linkAccount.HandleAsync(Channel, $"{Crowd.Actor.Organisation}{account}", made.Code, Token)),
            LetGoAsync(administrators[whose]));
    }

    private Task LetGoAsync(User user) => Crowd.UntilAnsweredAsync(() => unlinkAccounts.HandleAsync(Crowd.Actor, user.Id, Token));

    private async Task PairAsync(int number, Random random)
    {
        var whose = random.Next(administrators.Length);
        if (await Crowd.AnswerAsync(random, () => makePairingCode.HandleAsync(Crowd.Actor, administrators[whose].Id, Token)) is MakePairingCodeOutcome.Made(var code, _))
        {
            await Task.WhenAll(new[] { $"a{number}", $"b{number}" }.Select(async account =>
            {
                tried[account] = whose;
                var own = new Random(random.Next());
                if (await Crowd.AnswerAsync(own, () => linkAccount.HandleAsync(Channel, $"{Crowd.Actor.Organisation}{account}", code, Token)) is LinkAccountOutcome.Linked)
                {
                    linked.Add((code, account, whose));
                }
            }));
        }
    }

    private async Task UnlinkAsync(int number, Random random) =>
        await Crowd.AnswerAsync(random, () => unlinkAccounts.HandleAsync(Crowd.Actor, administrators[random.Next(3, administrators.Length)].Id, Token));
}
