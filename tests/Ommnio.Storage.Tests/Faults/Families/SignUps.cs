using System.Collections.Concurrent;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>The chat product says whose number was proved, and when somebody was last there.</summary>
internal sealed class SignUps(Crowd crowd, IPhones index, IReadOnlyList<string> phones) : Family(crowd)
{
    private readonly SignUpByPhone signUpByPhone = crowd.Get<SignUpByPhone>();
    private readonly ReportAccesses reportAccesses = crowd.Get<ReportAccesses>();
    private readonly ConcurrentDictionary<UserId, bool> linked = [];
    private readonly ConcurrentBag<Access> accesses = [];
    private readonly ConcurrentBag<UserId> missed = [];

    internal override IReadOnlyList<Doing> Doings => [new(5, SignUpAsync), new(4, WithSome(ReportAsync))];

    // Last of all: who still is pending with a number comes in by it, and everybody was there.
    internal override async Task EndAsync()
    {
        await Task.WhenAll(phones.Take(20).Select(phone => Crowd.UntilAnsweredAsync(() => signUpByPhone.HandleAsync(phone, Token))));
        await Task.WhenAll(Crowd.People.Select((known, place) => ReportAsync(known, place, new Random(place))));
    }

    internal override async Task LookAsync(Aftermath after)
    {
        foreach (var user in after.Users.Values.Where(user => user.Phone is not null))
        {
            if (!(await index.FindAsync(user.Phone!, Token)).Contains(new(Crowd.Actor.Organisation, user.Id)))
            {
                missed.Add(user.Id);
            }
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var id in missed)
        {
            yield return $"{id} has a phone, and nobody would find them by it";
        }

        foreach (var id in linked.Keys.Where(id => after.Users.TryGetValue(id, out var user) && user.SignedUpAt is null))
        {
            yield return $"{id} was let in by their number, and is not in";
        }

        foreach (var user in after.Users.Values.Where(user => user.Phone is { } phone && phones.Take(20).Contains(phone.E164)))
        {
            if (user is { PhoneConsent: not null, SignedUpAt: null, BlockedAt: null })
            {
                yield return $"{user.Id} holds the number that was proved last, and is not in";
            }
        }

        foreach (var access in accesses.Where(access => after.Users.TryGetValue(access.User, out var user) && !(user.LastAccessAt > access.At.AddDays(-1))))
        {
            yield return $"{access.User} was there at {access.At:O}, which is forgotten";
        }
    }

    private async Task SignUpAsync(int number, Random random)
    {
        var phone = phones[random.Next(phones.Count)];
        if (await Crowd.AnswerAsync(random, () => signUpByPhone.HandleAsync(phone, Token)) is SignUpByPhoneOutcome.Linked done)
        {
            foreach (var user in done.Users.Where(user => user.Organisation == Crowd.Actor.Organisation))
            {
                linked[user.User] = true;
            }
        }
    }

    // Reports come out of order, too.
    private async Task ReportAsync(Known some, int number, Random random)
    {
        var access = new Access(some.Id, Crowd.Time.GetUtcNow().AddDays(random.Next(3, 8)));
        if (await Crowd.AnswerAsync(random, () => reportAccesses.HandleAsync(Crowd.Actor.Organisation, [access], Token)) is { Count: 0 })
        {
            accesses.Add(access);
        }

        await Crowd.AnswerAsync(random, () => reportAccesses.HandleAsync(Crowd.Actor.Organisation, [access with { At = access.At.AddDays(-2) }], Token));
    }
}
