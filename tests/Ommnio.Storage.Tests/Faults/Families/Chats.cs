using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ommnio.Bot.Activities;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>
/// Administrators register users by chatting, one after the other and by the list, change and block them, and make API keys. Every message comes until it was taken, now and then
/// twice at once at two processes, and earlier ones come again.
/// </summary>
internal sealed partial class Chats : Family
{
    private const int InAList = 4;

    // More than a storm takes; a conversation that goes round in circles ends here, and is found wrong.
    private const int MostWords = 20;
    private const int MostDeliveries = 100;
    private readonly IDrafts drafts;
    private readonly IChats chats;
    private readonly IApiKeys opening;
    private readonly IUsers users;
    private readonly Turns[] processes;
    private readonly ConcurrentBag<Chatter> free = [];
    private readonly List<Chatter> all = [];
    private readonly ConcurrentBag<(int Number, string User, bool Invited)> registered = [];
    private readonly ConcurrentDictionary<int, bool> moved = [];
    private readonly ConcurrentDictionary<int, bool> blocked = [];
    private readonly ConcurrentBag<string> shown = [];
    private readonly ConcurrentBag<int> lists = [];
    private readonly ConcurrentBag<string> wrong = [];

    internal Chats(Crowd crowd, IDrafts drafts, IChats chats, IApiKeys opening, IUsers users, ICatalogues catalogues, IChannelIdentities identities, OrganisationKeys keys, MasterKeys secrets, BotSettings settings) : base(crowd)
    {
        (this.drafts, this.chats, this.opening, this.users) = (drafts, chats, opening, users);
        processes = [Process(), Process()];

        Turns Process()
        {
            var administrators = new Administrators(identities, users, catalogues, crowd.Time);
            var people = new People(crowd.Get<FindUsers>(), crowd.Get<ListUsers>(), crowd.Get<IInvitations>(), crowd.Get<FindAdministrators>(), keys);
            var inviting = new Bot.Activities.Invitations(crowd.Get<InviteUser>(), crowd.Get<ResendInvitation>(), crowd.Get<RevokeInvitation>(), crowd.Get<PresentInvitation>(), crowd.Get<FindUsers>(), secrets, settings, crowd.Time);
            var pasted = new PastedLists(drafts, catalogues, crowd.Get<RegisterUser>(), crowd.Get<FindDuplicates>(), administrators);
            var acts = new Acts(people, pasted, crowd.Get<ChangeUser>(), crowd.Get<BlockUser>(), crowd.Get<EraseUser>(), inviting, keys);
            return new(drafts, catalogues, administrators, crowd.Get<RegisterUser>(), people, acts, crowd.Get<FindDuplicates>(), pasted, new(crowd.Time), crowd.Get<InvitationWays>(), new Ids(), crowd.Time);
        }
    }

    internal override IReadOnlyList<Doing> Doings => [new(4, RegisterAsync), new(1, RegisterListAsync), new(1, MakeKeyAsync)];

    internal override async Task BeginAsync()
    {
        for (var number = 0; number < 12; number++)
        {
            var user = Some.User("Marta", $"Chat {number}") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now, LastAccessAt = Some.Now };
            await users.AddAsync(Crowd.Actor.Organisation, Some.New(user), Token);
            all.Add(new(new(Crowd.Actor with { User = user.Id, Way = WayIn.Bot }, user.Id, user.Name.First)));
            free.Add(all[^1]);
        }
    }

    // Everybody pastes a list: there are few of them otherwise.
    internal override Task EndAsync() => Task.WhenAll(all.Select((_, place) => RegisterListAsync(900_000 + place, new(place))));

    internal override async Task LookAsync(Aftermath after)
    {
        foreach (var chatter in all)
        {
            if (await chats.FindAsync(Crowd.Actor.Organisation, chatter.Administrator.User, Token) is var chat && chat != chatter.Spoke)
            {
                wrong.Add($"{chatter.Administrator.User} spoke last in {chatter.Spoke}, and would be answered in {chat}");
            }
        }

        foreach (var key in shown.Select(text => text.Split('_')))
        {
            if (await opening.FindAsync(key[2], Token) is not { } opens || !opens.SecretHash.SequenceEqual(SHA256.HashData(Encoding.ASCII.GetBytes(key[3]))))
            {
                wrong.Add($"the key {key[2]} was shown in a chat, and does not open");
            }
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var sentence in wrong)
        {
            yield return sentence;
        }

        var named = after.Users.Values.ToLookup(user => user.Name.Full);
        foreach (var (number, id, invited) in registered)
        {
            var same = named[NameOf(number)].ToList();
            if (same is not [var only] || $"{only.Id}" != id || only.Code?.Text != CodeOf(number))
            {
                yield return $"{NameOf(number)} was confirmed once, and {same.Count} are there: {string.Join(", ", same.Select(user => $"{user.Id} {user.Code?.Text}"))}; the chat spoke of {id}";
            }
            else if ((only.Position?.Text == "Baker", only.BlockedAt is not null) is var so && so != (moved.ContainsKey(number), blocked.ContainsKey(number)))
            {
                yield return $"{NameOf(number)} {(moved.ContainsKey(number) ? "was" : "was not")} moved and {(blocked.ContainsKey(number) ? "was" : "was not")} blocked by a chat, and so it is: {so}";
            }
            else if (after.Invitations[only.Id].Count() != (invited ? 1 : 0))
            {
                yield return $"{NameOf(number)} was invited {(invited ? "once" : "never")}, and there are {after.Invitations[only.Id].Count()} invitations";
            }
        }

        foreach (var name in lists.SelectMany(number => Enumerable.Range(0, InAList).Select(row => NameOf(number, row))).Where(name => named[name].Count() != 1))
        {
            yield return $"{name} was in a list that was confirmed once, and {named[name].Count()} are there";
        }
    }

    // Letters alone, since a name with digits is asked about.
    private static string NameOf(int number, int row = 0) =>
        $"Petra Q{string.Concat(number.ToString("D6", CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + 'a')))}{(char)('a' + row)}";

    private static string CodeOf(int number) => $"B-{number}";

    private async Task RegisterAsync(int number, Random random)
    {
        if (!free.TryTake(out var chatter))
        {
            return;
        }

        if (chatter.Sent.Count == 0)
        {
            // There is no draft yet, and both would be the first to make it.
            await SayAsync(chatter, random, "hello", "help");
        }

        await SayAsync(chatter, random, $"register {NameOf(number)}, Cashier, Sales");
        var (draft, said) = await SayAsync(chatter, random, $"code: {CodeOf(number)}", "location: Madrid");
        if (draft.Values is not { Location: "Madrid" } || draft.Values.Code != CodeOf(number) || $"{draft.Values.FirstName} {draft.Values.LastName}" != NameOf(number))
        {
            wrong.Add($"what was said of {NameOf(number)} was taken, and the draft is of {draft.Values.FirstName} {draft.Values.LastName} with the code {draft.Values.Code} in {draft.Values.Location}");
        }

        (draft, _) = await SayAsync(chatter, random, "review");
        for (var more = 0; more < MostWords && draft.Stage != Stage.Created; more++)
        {
            (draft, _) = await SayAsync(chatter, random, draft.Stage == Stage.Review ? "yes" : "hello?");
        }

        var invited = random.Next(2) == 0;
        for (var more = 0; invited && more < MostWords && !said.Contains("https://people.example/", StringComparison.Ordinal); more++)
        {
            (_, said) = await SayAsync(chatter, random, "link");
        }

        registered.Add((number, draft.UserId ?? "", invited));
        if (random.Next(2) == 0)
        {
            moved[number] = true;
            await UntilAsync(chatter, random, $"change {CodeOf(number)}'s position to Baker", "Baker");
        }

        if (random.Next(3) == 0)
        {
            blocked[number] = true;
            await UntilAsync(chatter, random, $"block {CodeOf(number)}", "is blocked");
        }

        await SpeakElsewhereAsync(chatter, number);
        free.Add(chatter);
    }

    /// <summary>Says it, and yes where that is asked, until one of the words is answered: what was done and not told is said once more.</summary>
    private async Task UntilAsync(Chatter chatter, Random random, string text, params string[] words)
    {
        var said = "";
        for (var more = 0; more < MostWords && !words.Any(word => said.Contains(word, StringComparison.Ordinal)); more++)
        {
            (_, said) = await SayAsync(chatter, random, said.EndsWith("gives it back.", StringComparison.Ordinal) ? "yes" : text);
        }
    }

    private async Task SpeakElsewhereAsync(Chatter chatter, int number) => chatter.Spoke = await Crowd.UntilAnsweredAsync(async () =>
    {
        var chat = $"chat {number}";
        await chats.RememberAsync(Crowd.Actor.Organisation, chatter.Administrator.User, chat, Token);
        return chat;
    });

    private async Task MakeKeyAsync(int number, Random random)
    {
        if (!free.TryTake(out var chatter))
        {
            return;
        }

        var said = "";
        foreach (var text in (string[])[$"create an API key for {NameOf(number).Split(' ')[1]}", "look users up by code", "yes"])
        {
            (_, said) = await SayAsync(chatter, random, text);
        }

        // Whoever did not see it would make another.
        foreach (var key in Key().Matches(said).Select(match => match.Value).Distinct())
        {
            shown.Add(key);
        }

        free.Add(chatter);
    }

    [GeneratedRegex("reg_live_[0-9a-f]{12}_[0-9a-f]{32}")]
    private static partial Regex Key();

    private async Task RegisterListAsync(int number, Random random)
    {
        if (!free.TryTake(out var chatter))
        {
            return;
        }

        var list = $"Name\tPosition\tArea\n{string.Concat(Enumerable.Range(0, InAList).Select(row => $"{NameOf(number, row)}\tCashier\tSales\n"))}";
        var (draft, said) = await SayAsync(chatter, random, list);
        for (var more = 0; more < MostWords && !said.Contains($"Registered: {InAList}", StringComparison.Ordinal) && draft.List?.Known != InAList; more++)
        {
            (draft, said) = await SayAsync(chatter, random, draft.Stage == Stage.ListRunning ? "go on" : draft.List is { Ready: InAList } ? $"Register {InAList}" : list);
        }

        // Its last answer was lost: pasted once more, all of it is known.
        if (draft.Stage == Stage.Listing)
        {
            await SayAsync(chatter, random, "cancel");
        }

        lists.Add(number);
        free.Add(chatter);
    }

    /// <summary>Says it, several things at once at two processes, until all was taken; the draft after that, and what was answered.</summary>
    private async Task<(Draft Draft, string Answer)> SayAsync(Chatter chatter, Random random, params string[] texts)
    {
        Arrival[] arrivals = [.. texts.Select((text, place) => new Arrival(new Input.Text(text), null, true, [$"{chatter.Sent.Count + place}"]))];
        chatter.Sent.AddRange(arrivals);
        var answers = new ConcurrentQueue<string>();
        for (var times = 1; ; times++)
        {
            List<Task<bool>> deliveries = [.. arrivals.Select((arrival, place) => TryAsync(processes[place % 2], arrival))];
            var meanwhile = LookAsync(chatter);
            if (random.Next(5) == 0)
            {
                deliveries.Add(TryAsync(processes[1], arrivals[0]));
            }

            if (random.Next(5) == 0)
            {
                deliveries.Add(TryAsync(processes[1], chatter.Sent[random.Next(Math.Max(0, chatter.Sent.Count - 20), chatter.Sent.Count)]));
            }

            var answered = await Task.WhenAll(deliveries);
            Compare(chatter, (await meanwhile).Seen);
            var (draft, seen) = await LookAsync(chatter);
            Compare(chatter, seen);
            foreach (var text in arrivals.Where((arrival, place) => answered[place] && !seen.Contains(arrival.Fingerprints[0])).Select(_ => string.Join(" | ", texts)))
            {
                wrong.Add($"one of these was answered, and the draft does not know of it: {text}");
            }

            if (times == MostDeliveries)
            {
                wrong.Add($"one of these was never taken: {string.Join(" | ", texts)}");
            }

            if (times == MostDeliveries || arrivals.All(arrival => seen.Contains(arrival.Fingerprints[0])))
            {
                return (draft, string.Join('\n', answers));
            }
        }

        async Task<bool> TryAsync(Turns process, Arrival one)
        {
            try
            {
                var said = (await process.RunAsync(chatter.Administrator, one, Token)).Messages.Select(message => message.Text).ToList();
                said.ForEach(answers.Enqueue);
                return said.Count > 0 && !said.Exists(text => text.StartsWith("I am busy with your other messages", StringComparison.Ordinal));
            }
            catch (Exception fault) when (Crowd.IsOfTheStorm(fault))
            {
                // The channel delivers it again.
                return false;
            }
        }
    }

    private async Task<(Draft Draft, IReadOnlyList<string> Seen)> LookAsync(Chatter chatter)
    {
        var stored = await Crowd.UntilAnsweredAsync(() => drafts.ReadAsync(Crowd.Actor.Organisation, chatter.Administrator.User, Token));
        if (stored.Json is null)
        {
            return (new(), []);
        }

        using var kept = JsonDocument.Parse(stored.Json);
        return (Draft.Read(kept.RootElement.GetProperty("Draft").GetString()), [.. kept.RootElement.GetProperty("Seen").EnumerateArray().Select(one => one.GetString()!)]);
    }

    // What was taken stands in the draft's row in the order in which it was taken. It only ever grows at its end.
    private void Compare(Chatter chatter, IReadOnlyList<string> seen)
    {
        var kept = seen.ToList().LastIndexOf(chatter.Seen.LastOrDefault("")) + 1;
        if (chatter.Seen.Count > 0 && !(kept > 0 && chatter.Seen.TakeLast(kept).SequenceEqual(seen.Take(kept))))
        {
            wrong.Add($"a draft went back in time: from {string.Join(' ', chatter.Seen)} to {string.Join(' ', seen)}");
        }

        if (seen.Distinct().Count() < seen.Count)
        {
            wrong.Add($"a message was taken twice: {string.Join(' ', seen)}");
        }

        chatter.Seen = seen;
    }

    private sealed class Chatter(Administrator administrator)
    {
        internal Administrator Administrator => administrator;

        internal List<Arrival> Sent { get; } = [];

        internal IReadOnlyList<string> Seen { get; set; } = [];

        internal string? Spoke { get; set; }
    }
}
