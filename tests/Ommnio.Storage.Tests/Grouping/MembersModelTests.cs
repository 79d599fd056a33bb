using CsCheck;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Grouping;

/// <summary>Whatever happens in whatever order: who is in which group, by what and as what, is what plain dictionaries say.</summary>
public sealed class MembersModelTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private const int Teams = 4;
    private const int Groups = 3;

    private static readonly int Sequences = int.TryParse(Environment.GetEnvironmentVariable("OMMNIO_MEMBER_SEQUENCES"), out var many) ? many : 8;

    // Which of ten things happens, and three numbers to choose by.
    private static readonly Gen<(int What, int One, int Two, int Three)[]> Steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99]).Array[10, 40];

    [Fact]
    public Task R7_D44_The_members_of_every_group_and_team_are_those_of_the_model() => Steps.SampleAsync(
        async steps =>
        {
            var world = new World(this, new($"{Guid.NewGuid():N}"[..12]));
            await world.BeginAsync();
            foreach (var step in steps)
            {
                await world.DoAsync(step.What, step.One, step.Two, step.Three);
            }

            await world.CompareAsync(steps.Length % 3 + 1);
        },
        iter: Sequences,
        threads: 2);

    /// <summary>The organisation on the storage and, beside it, the model.</summary>
    private sealed class World(MembersModelTests test, OrganisationId organisation)
    {
        private readonly Actor account = new(organisation, null, WayIn.Api, null);
        private readonly TeamId[] teams = [.. Enumerable.Range(0, Teams).Select(_ => new TeamId(Guid.CreateVersion7()))];
        private readonly ChatGroupId[] groups = [.. Enumerable.Range(0, Groups).Select(_ => new ChatGroupId(Guid.CreateVersion7()))];
        private readonly List<UserId> users = [];
        private readonly HashSet<(UserId User, TeamId Team)> inTeams = [];
        private readonly Dictionary<(UserId User, ChatGroupId Group), GroupRole> places = [];
        private readonly Dictionary<(TeamId Team, ChatGroupId Group), GroupRole> links = [];
        private readonly HashSet<Guid> gone = [];

        private ICatalogues Catalogues => test.Get<ICatalogues>();

        private IUsers Users => test.Get<IUsers>();

        private IUserLists Lists => test.Get<IUserLists>();

        private ChangeUser Change => new(Catalogues, Users, new Ids(), test.Time);

        private DirectMembersOf Direct => new(Catalogues, Lists);

        internal async Task BeginAsync()
        {
            var demo = CatalogueTests.Demo(organisation);
            await test.Get<IOrganisations>().CreateAsync(
                demo with
                {
                    // Each team lies below the one before it.
                    Teams = [.. teams.Select((team, n) => new Team(team, $"Team {n}", n == 0 ? null : teams[n - 1], TeamRole.Member, []))],
                    ChatGroups = [.. groups.Select((group, n) => new ChatGroup(group, $"Group {n}", ChatGroupKind.Open, null))],
                },
                Token);
        }

        internal async Task DoAsync(int what, int one, int two, int three)
        {
            var (team, group, role) = (teams[one % Teams], groups[two % Groups], (GroupRole)(three % 3));
            switch (what)
            {
                case 0 or 1 or 2:
                    await RegisterAsync(one, two, three);
                    break;
                case 3 when Anybody(one) is { } user && Is(group.Value):
                    await SetAsync(group, user, isMember: true, role);
                    places[(user, group)] = role;
                    break;
                case 4 when Anybody(one) is { } user && Is(group.Value):
                    await SetAsync(group, user, isMember: false, null);
                    places.Remove((user, group));
                    break;
                case 5 or 6 when Is(team.Value) && Is(group.Value):
                    await new LinkChatGroup(Catalogues, Direct).HandleAsync(new(account, team, group, true, Core.Wording.Naming.CamelCase(role)), Token);
                    links[(team, group)] = role;
                    break;
                case 7 when Is(team.Value) && Is(group.Value):
                    await new LinkChatGroup(Catalogues, Direct).HandleAsync(new(account, team, group, false), Token);
                    links.Remove((team, group));
                    break;
                case 8 when Anybody(one) is { } user:
                    var named = teams.Where((id, n) => Is(id.Value) && ((two >> n) & 1) == 1).ToList();
                    await Change.HandleAsync(new(account, user, null, fields => fields with { Teams = [.. named.Select(id => new TeamFields(id.ToString(), null, null))] }, false), Token);
                    inTeams.RemoveWhere(place => place.User == user && Is(place.Team.Value));
                    inTeams.UnionWith(named.Select(id => (user, id)));
                    break;
                case 9 when three % 4 == 0:
                    await DeleteAsync(two % 2 == 0, group);
                    break;
                default:
                    break;
            }
        }

        internal async Task CompareAsync(int limit)
        {
            var catalogue = (await Catalogues.FindAsync(organisation, Token))!;
            var names = new Dictionary<UserId, string>();
            foreach (var user in users)
            {
                var stored = (await Users.FindAsync(organisation, user, Token))!;
                names[user] = stored.Name.Folded;
                catalogue.GroupsOf(stored.ChatGroups, stored.Teams.Select(membership => membership.Team)).Select(place => $"{place.Group.Id} {place.Role}").Order()
                    .ShouldBe(groups.Where(group => RoleOf(user, group) is not null).Select(group => $"{group} {RoleOf(user, group)}").Order());
            }

            foreach (var group in groups)
            {
                (await MembersAsync(group, limit)).ShouldBe(
                    !Is(group.Value) ? null
                    : [.. users.Where(user => RoleOf(user, group) is not null).OrderBy(user => names[user], StringComparer.Ordinal).ThenBy(user => $"{user}", StringComparer.Ordinal).Select(user => Line(user, group))]);
            }

            foreach (var (team, n) in teams.Select((team, n) => (team, n)).Where(team => Is(team.team.Value)))
            {
                var below = teams.Skip(n).Where(id => Is(id.Value)).ToHashSet();
                (await new ListTeamMembers(Catalogues, Lists).HandleAsync(new(account, team, true, 1_000, null), Token)).ShouldBeOfType<ListTeamMembersOutcome.Listed>()
                    .Page.Items.Select(member => member.User.Id).ShouldBe(users.Where(user => inTeams.Any(place => place.User == user && below.Contains(place.Team))), ignoreOrder: true);
            }
        }

        private async Task RegisterAsync(int one, int two, int three)
        {
            var named = teams.Where((team, n) => Is(team.Value) && ((one >> n) & 1) == 1).ToList();
            var added = groups.Where((group, n) => Is(group.Value) && ((two >> n) & 1) == 1).ToList();
            var user = Some.User($"User {three % 10}", "Gil") with
            {
                Teams = [.. named.Select(team => new TeamMembership(team, TeamRole.Member, false))],
                ChatGroups = [.. added.Select(group => new GroupMembership(group, (GroupRole)(three % 3)))],
            };
            (await Users.AddAsync(organisation, Some.New(user), Token)).ShouldBeOfType<Adding.Added>();
            users.Add(user.Id);
            inTeams.UnionWith(named.Select(team => (user.Id, team)));
            foreach (var group in added)
            {
                places[(user.Id, group)] = (GroupRole)(three % 3);
            }
        }

        // The last team, so that none below is in the way.
        private async Task DeleteAsync(bool isTeam, ChatGroupId group)
        {
            var last = Array.FindLastIndex(teams, team => Is(team.Value));
            if (isTeam && last > 0)
            {
                var delete = new DeleteTeam(Catalogues, Lists, new StartJob(test.Get<IJobs>(), test.Get<IJobMessages>()), new Ids(), test.Time);
                (await delete.HandleAsync(new(account, teams[last], null, $"Team {last}"), Token)).ShouldBeOfType<TeamOutcome.Deleted>();
                gone.Add(teams[last].Value);
            }
            else if (!isTeam && Is(group.Value))
            {
                (await new DeleteChatGroup(Catalogues, Direct).HandleAsync(new(account, group, null, $"Group {Array.IndexOf(groups, group)}"), Token)).ShouldBeOfType<GroupOutcome.Deleted>();
                gone.Add(group.Value);
            }
        }

        private Task<SetGroupMemberOutcome> SetAsync(ChatGroupId group, UserId user, bool isMember, GroupRole? role) =>
            new SetGroupMember(Catalogues, Change, new FindUsers(Users), Direct)
                .HandleAsync(new(account, group, user, null, isMember, role is { } given ? Core.Wording.Naming.CamelCase(given) : null), Token);

        /// <summary>All pages; null when there is no such group.</summary>
        private async Task<List<string>?> MembersAsync(ChatGroupId group, int limit)
        {
            List<string> lines = [];
            string? after = null;
            do
            {
                if (await new ListGroupMembers(Catalogues, Lists, Direct).HandleAsync(new(account, group, limit, after), Token) is not ListGroupMembersOutcome.Listed(var page))
                {
                    return null;
                }

                lines.AddRange(page.Items.Select(member => $"{member.User.Id} {member.Place.Role} {member.Place.Direct} {string.Join(' ', member.Place.Through.Select(team => team.Name).Order())}"));
                after = page.Next;
            }
            while (after is not null);
            return lines;
        }

        private string Line(UserId user, ChatGroupId group) =>
            $"{user} {RoleOf(user, group)} {(places.TryGetValue((user, group), out var role) ? $"{role}" : "")} {string.Join(' ', Through(user, group).Select(team => $"Team {Array.IndexOf(teams, team)}").Order())}";

        private GroupRole? RoleOf(UserId user, ChatGroupId group) => !Is(group.Value) ? null
            : Through(user, group).Select(team => (GroupRole?)links[(team, group)]).Append(places.TryGetValue((user, group), out var role) ? role : null).Max();

        private IEnumerable<TeamId> Through(UserId user, ChatGroupId group) =>
            inTeams.Where(place => place.User == user && Is(place.Team.Value) && links.ContainsKey((place.Team, group))).Select(place => place.Team);

        private bool Is(Guid id) => !gone.Contains(id);

        private UserId? Anybody(int number) => users.Count == 0 ? null : users[number % users.Count];
    }
}
