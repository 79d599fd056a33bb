using System.Collections.Concurrent;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Users are registered, changed, blocked and erased; codes, e-mails, IDs and phones are few, so that they are often taken.</summary>
/// <param name="phones">Those that users are given.</param>
internal sealed class Registrations(Crowd crowd, IReadOnlyList<string> phones) : Family(crowd)
{
    private const int Leaving = 8;
    private readonly BlockUser blockUser = crowd.Get<BlockUser>();
    private readonly RegisterUser registerUser = crowd.Get<RegisterUser>();
    private readonly ChangeUser changeUser = crowd.Get<ChangeUser>();
    private readonly EraseUser eraseUser = crowd.Get<EraseUser>();
    private readonly ConcurrentDictionary<UserId, ConcurrentBag<string>> notes = [];
    private readonly ConcurrentDictionary<UserId, bool> erased = [];
    private readonly ConcurrentBag<string> twice = [];

    internal override IReadOnlyList<Doing> Doings =>
    [
        new(35, RegisterAsync),
        new(25, WithSome(ChangeAsync)),
        new(7, WithSome((some, _, random) => Crowd.AnswerAsync(random, () => blockUser.HandleAsync(new(Crowd.Actor, some.Id, null, random.Next(2) == 0), Token)))),
        new(5, WithSome(EraseAsync)),
    ];

    // Somebody is erased while others change them, and nobody gives up: nothing of them is left behind by a change that came in between.
    internal override Task EndAsync() => Task.WhenAll(Enumerable.Range(0, Leaving).Select(async number =>
    {
        var fields = new UserFields { FirstName = "Ana", LastName = $"Leaving {number}", Position = "Cashier", Area = "Sales" };
        var user = ((RegisterUserOutcome.Registered)await Crowd.UntilAnsweredAsync(() => registerUser.HandleAsync(new(Crowd.Actor, fields, null, Named("leaving", number)), Token))).User;
        var known = Crowd.Meet(user);
        await Task.WhenAll(EraseAsync(known, number, new(number)), RecodeAsync(known, $"L-{number}-1"), RecodeAsync(known, $"L-{number}-2"), RecodeAsync(known, $"L-{number}-3"));
    }));

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var same in after.Users.Values.GroupBy(user => user.Name.Full).Where(same => same.Count() > 1))
        {
            yield return $"one operation registered {same.Count()} users: {same.Key}";
        }

        foreach (var answer in twice)
        {
            yield return answer;
        }

        foreach (var user in after.Users.Values.Where(user => (user.Notes ?? "").Split(']') is var said && said.Distinct().Count() < said.Length))
        {
            yield return $"one operation changed {user.Id} twice";
        }

        foreach (var known in Crowd.People.Where(known => !after.Users.ContainsKey(known.Id) && !known.MayBeErased))
        {
            yield return $"{known.Id} was registered and is lost";
        }

        foreach (var (id, said) in notes.Where(one => after.Users.ContainsKey(one.Key)))
        {
            foreach (var note in said.Where(note => after.Users[id].Notes?.Contains(note, StringComparison.Ordinal) is not true))
            {
                yield return $"the change {note} of {id} was acknowledged and is lost";
            }
        }

        foreach (var back in erased.Keys.Where(after.Users.ContainsKey))
        {
            yield return $"{back} was erased and is there";
        }
    }

    // Last names tell the operations apart.
    private async Task RegisterAsync(int number, Random random)
    {
        var fields = new UserFields
        {
            FirstName = "Ana",
            LastName = $"Number {number}",
            Position = "Cashier",
            Area = random.Next(2) == 0 ? "Sales" : "Bakery",
            Code = $"C-{random.Next(1_000)}",
            Email = random.Next(2) == 0 ? $"a{random.Next(1_000)}@example.com" : null,
            NationalId = random.Next(3) == 0 ? $"{random.Next(1_000):D8}Z" : null,
            Phone = random.Next(2) == 0 ? phones[random.Next(phones.Count)] : null,
            PhoneConsent = true,
            RelatedTo = random.Next(4) == 0 && Crowd.Some(random) is { } manager ? new($"{manager.Id}", null) : null,
        };
        var invite = random.Next(2) == 0 ? null : random.Next(2) == 0 || fields.Email is null ? "link" : "email";
        var request = new RegisterUserRequest(Crowd.Actor, fields, invite, Named("register", number)) { InvitesAtOnce = random.Next(2) == 0 };
        if (await Crowd.AnswerAsync(random, () => registerUser.HandleAsync(request, Token)) is RegisterUserOutcome.Registered registered)
        {
            var known = Crowd.Meet(registered.User);
            if (registered.Invitation is { } invitation)
            {
                known.Invitations.Add(invitation);
            }

            // A click too many.
            if (random.Next(4) == 0 && await Crowd.AnswerAsync(random, () => registerUser.HandleAsync(request, Token)) is { } again
                && (again as RegisterUserOutcome.Registered)?.User.Id != known.Id && !known.MayBeErased)
            {
                twice.Add($"{known.Id} was registered, and the same operation once more was answered by {again}");
            }
        }
    }

    private async Task ChangeAsync(Known some, int number, Random random)
    {
        var (note, code, area, phone) = ($"[{number}]", $"C-{random.Next(1_000)}", random.Next(2) == 0 ? "Sales" : "Bakery", phones[random.Next(phones.Count)]);
        var (newCode, newPhone) = (random.Next(2) == 0, random.Next(4) == 0);
        var outcome = await Crowd.AnswerAsync(random, () => changeUser.HandleAsync(
            new(
                Crowd.Actor,
                some.Id,
                null,
                fields => fields.Notes?.Contains(note, StringComparison.Ordinal) is true ? fields : fields with
                {
                    Notes = $"{fields.Notes}{note}",
                    Area = area,
                    Code = newCode ? code : fields.Code,
                    Phone = newPhone ? phone : fields.Phone,
                    PhoneConsent = true,
                },
                RemoveNationalId: false),
            Token));
        if (outcome is ChangeUserOutcome.Changed)
        {
            notes.GetOrAdd(some.Id, _ => []).Add(note);
        }
    }

    private Task<ChangeUserOutcome> RecodeAsync(Known some, string code) =>
        Crowd.UntilAnsweredAsync(() => changeUser.HandleAsync(new(Crowd.Actor, some.Id, null, fields => fields with { Code = code }, RemoveNationalId: false), Token));

    private async Task EraseAsync(Known some, int number, Random random)
    {
        some.MayBeErased = true;
        if (await Crowd.AnswerAsync(random, () => eraseUser.HandleAsync(new(Crowd.Actor, some.Id, null, some.FullName), Token)) is EraseUserOutcome.Erased)
        {
            erased[some.Id] = true;
        }
    }
}
