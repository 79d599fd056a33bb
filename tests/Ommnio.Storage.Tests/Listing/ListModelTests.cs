using System.Globalization;
using CsCheck;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Listing;

/// <summary>
/// Lists after random changes against a naive filter and sort in memory, for whoever asks, in pages of any size. CsCheck prints the
/// seed; <c>OMMNIO_LIST_SEQUENCES</c> says how many sequences, 10 unless said.
/// </summary>
public sealed class ListModelTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly int Sequences = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_LIST_SEQUENCES") ?? "10", CultureInfo.InvariantCulture);
    private static readonly string[] Firsts = ["Ana", "ÁNA", "Ana María", "Garcia", "Bea", "Łukasz", "漢", "Zoe"];
    private static readonly string[] Lasts = ["García", "garcia paz", "Gil", "Ana", "Straße", "Öz"];
    private static readonly string[] Texts = ["", "", "ana", "GARCÍA", "garcia p", "g", "zoe gil", "ł", "x"];
    private static readonly string[] Labels = ["Sales", "sáles 2", "Ovens"];
    private static readonly TeamId[] Teams = [.. Enumerable.Range(1, 4).Select(number => new TeamId(new Guid(number, 0, 0, new byte[8])))];
    private static readonly ChatGroupId[] Groups = [.. Enumerable.Range(11, 3).Select(number => new ChatGroupId(new Guid(number, 0, 0, new byte[8])))];
    private static readonly UserId[] Users = [.. Enumerable.Range(21, 24).Select(number => new UserId(new Guid(number, 0, 0, new byte[8])))];

    private static readonly Gen<User> Anybody = Gen.Select(
        Gen.Select(OneOf(Firsts), OneOf(Lasts)),
        Gen.Select(OneOf(Labels), OneOf<string?>([.. Labels, null]), SomeOf(Labels)),
        Gen.Select(SomeOf(Teams), SomeOf(Groups)),
        Gen.Int[0, 5],
        Gen.Int[0, 5]).Select((name, labels, places, state, manager) => Some.User(name.Item1, name.Item2) with
        {
            Area = state == 5 ? null : new(labels.Item1),
            Location = labels.Item2 is { } location ? new(location) : null,
            Tags = [.. labels.Item3.Select(tag => new Label(tag))],
            Teams = [.. places.Item1.Select(team => new TeamMembership(team, TeamRole.Member, false))],
            ChatGroups = [.. places.Item2.Select(group => new GroupMembership(group))],
            RelatedTo = manager < 3 ? new(Users[manager], "Somebody") : null,
            SignedUpAt = state is 1 or 2 or 3 ? Some.Now.AddDays(-100) : null,
            LastAccessAt = state == 1 ? Some.Now.AddDays(-1) : null,
            BlockedAt = state == 3 ? Some.Now : null,
        });

    private static readonly Gen<UserListFields> Questions = Gen.Select(
        OneOf(Texts),
        Gen.Select(Rarely("pending", "active", "inactive", "blocked", "needsCompletion"), Rarely([.. Teams.Select(team => $"{team}")]), Rarely([.. Groups.Select(group => $"{group}")])),
        Gen.Select(Rarely("SALES", "sales 2", "nobody's"), Rarely(Labels), Rarely(Labels), Rarely([.. Users.Take(3).Select(user => $"{user}")])))
        .Select((text, places, labels) => new UserListFields(text, places.Item1, places.Item2, places.Item3, labels.Item1, labels.Item2, labels.Item3, labels.Item4));

    private static readonly Gen<(int User, User Now)[]> Changes = Gen.Select(Gen.Int[0, Users.Length - 1], Anybody).Array[1, 30];

    // Whose teams: everybody's; the first team's and the second's below it; the third's.
    private static readonly Gen<TeamId[]?> Scopes = OneOf<TeamId[]?>(null, null, [Teams[0], Teams[1]], [Teams[2]]);

    private readonly Dictionary<UserId, User> stored = [];
    private OrganisationId organisation;

    [Fact]
    public Task Lists_equal_a_filter_and_sort_in_memory() => Gen.Select(Changes, Gen.Select(Questions, Scopes, Gen.Int[1, 12]).Array[8]).SampleAsync(
        async (changes, questions) =>
        {
            await BeginAsync();
            foreach (var (user, now) in changes)
            {
                await PutAsync(Users[user], now);
            }

            foreach (var (fields, scope, limit) in questions)
            {
                (await AllAsync(Of(scope), fields, limit, () => Task.CompletedTask)).ShouldBe(Expected(Of(scope), fields), $"{fields} for {scope?.Length}");
            }
        },
        iter: Sequences,
        threads: 1);

    [Fact]
    public Task Who_does_not_move_is_listed_exactly_once_whatever_happens_between_two_pages() => Gen.Select(Changes, Changes, Questions, Scopes, Gen.Int[1, 4]).SampleAsync(
        async (before, between, fields, scope, limit) =>
        {
            await BeginAsync();
            foreach (var (user, now) in before)
            {
                await PutAsync(Users[user], now);
            }

            var moves = new Queue<(int User, User Now)>(between);
            HashSet<UserId> moved = [];
            var was = Expected(Of(scope), fields);
            var listed = await AllAsync(Of(scope), fields, limit, async () =>
            {
                if (moves.TryDequeue(out var move))
                {
                    moved.Add(Users[move.User]);
                    await PutAsync(Users[move.User], move.Now);
                }
            });

            // A chat group leaves a Team Administrator's sight with whoever comes into it from elsewhere.
            if (listed is null && was is not null)
            {
                (fields.Group, scope is null).ShouldBe(($"{Groups[2]}", false));
                return;
            }

            listed?.Where(line => !moved.Contains(line.Id)).ShouldBe(was?.Where(line => !moved.Contains(line.Id)));
        },
        iter: Sequences,
        threads: 1);

    private async Task BeginAsync()
    {
        organisation = new($"{Guid.NewGuid():N}"[..12]);
        stored.Clear();
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        Team[] teams =
        [
            new(Teams[0], "One", null, TeamRole.Member, [new(Groups[0])]), new(Teams[1], "Below one", Teams[0], TeamRole.Member, [new(Groups[1])]),
            new(Teams[2], "Three", null, TeamRole.Member, [new(Groups[0])]), new(Teams[3], "Four", null, TeamRole.Member, []),
        ];
        await Get<IOrganisations>().CreateAsync(new(new(organisation, "Acme", settings), [.. teams], [.. Groups.Select(group => new ChatGroup(group, "Group", ChatGroupKind.Open, null))], []), Token);
        foreach (var manager in Users.Take(3))
        {
            await PutAsync(manager, Some.User());
        }
    }

    private async Task PutAsync(UserId id, User now)
    {
        if (stored.ContainsKey(id))
        {
            (await Get<IUsers>().ChangeAsync(organisation, id, Some.Change(before => now with { Id = id, Version = before.Version }), Token)).ShouldBeOfType<Changing.Changed>();
        }
        else
        {
            (await Get<IUsers>().AddAsync(organisation, Some.New(now with { Id = id }), Token)).ShouldBeOfType<Adding.Added>();
        }

        stored[id] = now with { Id = id };
    }

    /// <summary>Page by page; null where the question is refused.</summary>
    private async Task<List<Line>?> AllAsync(Actor actor, UserListFields fields, int limit, Func<Task> between)
    {
        var list = new ListUsers(Get<ICatalogues>(), Get<IUserLists>(), new(Get<IUsers>()), Time);
        List<Line> lines = [];
        string? after = null;
        do
        {
            if (await list.HandleAsync(new(actor, fields, limit, after), Token) is not ListUsersOutcome.Listed(var page))
            {
                return null;
            }

            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            lines.AddRange(page.Items.Select(item => new Line(item.User.Id, item.User.Name.Full)));
            after = page.Next;
            await between();
        }
        while (after is not null);

        return lines;
    }

    /// <summary>What the rules of lists say, the long way; null where the question is to be refused.</summary>
    private List<Line>? Expected(Actor actor, UserListFields fields)
    {
        bool Sees(TeamId team) => actor.Scope?.Contains(team) ?? true;
        TeamId[] Linked(string group) => group == $"{Groups[0]}" ? [Teams[0], Teams[2]] : group == $"{Groups[1]}" ? [Teams[1]] : [];

        if ((fields.Team is { } asked && !Sees(TeamId.TryParse(asked)!.Value))
            || (fields.Group is { } group && actor.Scope is not null && !(Linked(group) is { Length: > 0 } linked ? linked.All(Sees) : IsWhollySeen(group)))
            || (fields.RelatedTo is { } manager && !stored[UserId.TryParse(manager)!.Value].Teams.Any(team => Sees(team.Team)) && actor.Scope is not null))
        {
            return null;
        }

        bool IsWhollySeen(string group) =>
            stored.Values.Where(user => user.ChatGroups.Any(own => $"{own.Group}" == group)).ToList() is { Count: > 0 } direct && direct.TrueForAll(user => Authority.MaySee(actor, Subject.Of(user)));

        var seen = stored.Values.Where(user =>
            Authority.MaySee(actor, Subject.Of(user))
            && (fields.State is null || fields.State == Naming.CamelCase(user.StateAt(Time.GetUtcNow())))
            && (fields.Team is null || user.Teams.Any(team => $"{team.Team}" == fields.Team))
            && (fields.Group is null || user.ChatGroups.Any(own => $"{own.Group}" == fields.Group) || user.Teams.Any(team => Sees(team.Team) && Linked(fields.Group).Contains(team.Team)))
            && (fields.Tag is null || user.Tags.Contains(new(fields.Tag)))
            && (fields.Area is null || user.Area == new Label(fields.Area))
            && (fields.Location is null || user.Location == new Label(fields.Location))
            && (fields.RelatedTo is null || $"{user.RelatedTo?.Id}" == fields.RelatedTo)).ToList();
        var text = PlainText.Fold(fields.Text ?? "");
        var byFirst = seen.Where(user => user.Name.Folded.StartsWith(text, StringComparison.Ordinal)).OrderBy(user => $"{user.Name.Folded}  {user.Id}", StringComparer.Ordinal).ToList();
        var byLast = seen.Except(byFirst).Where(user => user.Name.FoldedLastFirst.StartsWith(text, StringComparison.Ordinal)).OrderBy(user => $"{user.Name.FoldedLastFirst}  {user.Id}", StringComparer.Ordinal);
        return [.. byFirst.Concat(byLast).Select(user => new Line(user.Id, user.Name.Full))];
    }

    private Actor Of(TeamId[]? scope) => new(organisation, null, WayIn.Api, scope is null ? null : [.. scope]);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<T[]> SomeOf<T>(T[] all) => Gen.Bool.Array[all.Length].Select(chosen => all.Where((_, index) => chosen[index]).ToArray());

    private static Gen<string?> Rarely(params string[] values) => Gen.Frequency((3, Gen.Const((string?)null)), (1, OneOf<string?>(values)));

    private sealed record Line(UserId Id, string Name);
}
