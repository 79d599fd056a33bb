using System.Collections.Concurrent;
using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Teams and chat groups come, change and go; groups are linked to teams, and users are put into both.</summary>
internal sealed class Places(Crowd crowd) : Family(crowd)
{
    private const int Newest = 3;
    private readonly CreateTeam createTeam = crowd.Get<CreateTeam>();
    private readonly ChangeTeam changeTeam = crowd.Get<ChangeTeam>();
    private readonly DeleteTeam deleteTeam = crowd.Get<DeleteTeam>();
    private readonly ChangeUser changeUser = crowd.Get<ChangeUser>();
    private readonly CreateChatGroup createChatGroup = crowd.Get<CreateChatGroup>();
    private readonly ChangeChatGroup changeChatGroup = crowd.Get<ChangeChatGroup>();
    private readonly DeleteChatGroup deleteChatGroup = crowd.Get<DeleteChatGroup>();
    private readonly LinkChatGroup linkChatGroup = crowd.Get<LinkChatGroup>();
    private readonly SetGroupMember setGroupMember = crowd.Get<SetGroupMember>();
    private readonly ConcurrentBag<string> refused = [];
    private readonly ConcurrentDictionary<TeamId, string> teams = [];
    private readonly ConcurrentDictionary<ChatGroupId, string> groups = [];
    private readonly ConcurrentDictionary<Guid, bool> mayBeGone = [];
    private readonly ConcurrentDictionary<Guid, bool> gone = [];
    private readonly ConcurrentDictionary<(TeamId Team, ChatGroupId Group), ConcurrentBag<bool?>> links = [];
    private readonly ConcurrentDictionary<(UserId User, ChatGroupId Group), ConcurrentBag<bool?>> members = [];

    internal override IReadOnlyList<Doing> Doings =>
    [
        new(3, CreateTeamAsync),
        new(2, ChangeTeamAsync),
        new(1, DeleteTeamAsync),
        new(3, WithSome(JoinTeamAsync)),
        new(2, CreateGroupAsync),
        new(1, ChangeGroupAsync),
        new(1, DeleteGroupAsync),
        new(2, LinkAsync),
        new(4, WithSome(SetMemberAsync)),
    ];

    // Many at once at one team, and no answer is given up: each of them is there when all are done.
    internal override async Task EndAsync()
    {
        var team = ((TeamOutcome.Done)await Crowd.UntilAnsweredAsync(() => createTeam.HandleAsync(new(Crowd.Actor, new("Last team", null, null, null), Named("last", 0)), Token))).Team.Id;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
        {
            var request = new CreateChatGroupRequest(Crowd.Actor, new($"Last group {number}", null, null), Named("lastgroup", number));
            var group = ((GroupOutcome.Done)await Crowd.UntilAnsweredAsync(() => createChatGroup.HandleAsync(request, Token))).Group.Id;
            while (await Crowd.UntilAnsweredAsync(() => linkChatGroup.HandleAsync(new(Crowd.Actor, team, group, true), Token)) is not TeamOutcome.Done)
            {
            }

            links[(team, group)] = [true];
        }));
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var refusal in refused)
        {
            yield return refusal;
        }

        foreach (var twice in after.Catalogue.ChatGroups.GroupBy(group => group.Name).Where(same => same.Count() > 1))
        {
            yield return $"one operation made {twice.Count()} chat groups: {twice.Key}";
        }

        foreach (var twice in after.Catalogue.Teams.GroupBy(team => PlainText.Fold(team.Name)).Where(same => same.Count() > 1))
        {
            yield return $"{twice.Count()} teams are called {twice.Key}";
        }

        var there = after.Catalogue.Teams.Select(team => team.Id.Value).Concat(after.Catalogue.ChatGroups.Select(group => group.Id.Value)).ToHashSet();
        foreach (var lost in teams.Keys.Select(team => team.Value).Concat(groups.Keys.Select(group => group.Value)).Where(id => !mayBeGone.ContainsKey(id) && !there.Contains(id)))
        {
            yield return $"the team or chat group {lost} was made and is lost";
        }

        foreach (var back in gone.Keys.Where(there.Contains))
        {
            yield return $"the team or chat group {back} was deleted and is there";
        }

        foreach (var (user, team) in after.Users.Values.SelectMany(user => user.Teams.Select(membership => (user, membership.Team))).Where(place => after.Catalogue.Team(place.Team) is null))
        {
            yield return $"{user.Id} is still in the team {team}, which was deleted";
        }

        foreach (var ((team, group), asked) in links.Where(link => after.Catalogue.Team(link.Key.Team) is not null && after.Catalogue.ChatGroup(link.Key.Group) is not null))
        {
            var isLinked = after.Catalogue.Team(team)!.ChatGroups.Any(link => link.Group == group);
            if (!asked.Contains(isLinked) && !asked.Contains(null))
            {
                yield return $"the chat group {group} {(isLinked ? "is" : "is not")} linked to {team}, which nobody asked for";
            }
        }

        foreach (var ((id, group), asked) in members.Where(place => after.Users.ContainsKey(place.Key.User) && after.Catalogue.ChatGroup(place.Key.Group) is not null))
        {
            var isIn = after.Users[id].ChatGroups.Any(membership => membership.Group == group);
            if (!asked.Contains(isIn) && !asked.Contains(null))
            {
                yield return $"{id} {(isIn ? "is" : "is not")} in the chat group {group}, which nobody asked for";
            }
        }
    }

    // One of the newest few, so that several are at the same one.
    private static T? Some<T>(ConcurrentDictionary<T, string> all, Random random) where T : struct =>
        all.Keys.OrderByDescending(id => $"{id}", StringComparer.Ordinal).Take(Newest).Cast<T?>().ElementAtOrDefault(random.Next(Math.Clamp(all.Count, 1, Newest)));

    private async Task CreateTeamAsync(int number, Random random)
    {
        var request = new CreateTeamRequest(Crowd.Actor, new($"Team {number}", null, null, null), Named("team", number));
        switch (await Crowd.AnswerAsync(random, () => createTeam.HandleAsync(request, Token)))
        {
            case TeamOutcome.Done(var team):
                teams[team.Id] = team.Name;
                break;
            // The name is this operation's alone.
            case TeamOutcome.Taken:
                refused.Add($"{request.Details.Name} was refused, and nobody else would take its name");
                break;
        }
    }

    private async Task ChangeTeamAsync(int number, Random random)
    {
        if (Some(teams, random) is { } team)
        {
            var seen = random.Next(2) == 0;
            await Crowd.AnswerAsync(random, () => changeTeam.HandleAsync(new(Crowd.Actor, team, null, details => details with { MembersSeeEachOther = seen }), Token));
        }
    }

    private async Task DeleteTeamAsync(int number, Random random)
    {
        if (Some(teams, random) is { } team)
        {
            mayBeGone[team.Value] = true;
            if (await Crowd.AnswerAsync(random, () => deleteTeam.HandleAsync(new(Crowd.Actor, team, null, teams[team]), Token)) is TeamOutcome.Deleted)
            {
                gone[team.Value] = true;
            }
        }
    }

    private async Task JoinTeamAsync(Known some, int number, Random random)
    {
        if (Some(teams, random) is { } team)
        {
            await Crowd.AnswerAsync(random, () => changeUser.HandleAsync(
                new(Crowd.Actor, some.Id, null, fields => fields with { Teams = [.. (fields.Teams ?? []).Where(there => there.Id != $"{team}"), new($"{team}", null, null)] }, RemoveNationalId: false), Token));
        }
    }

    private async Task CreateGroupAsync(int number, Random random)
    {
        var request = new CreateChatGroupRequest(Crowd.Actor, new($"Group {number}", null, null), Named("group", number));
        if (await Crowd.AnswerAsync(random, () => createChatGroup.HandleAsync(request, Token)) is GroupOutcome.Done(var group))
        {
            groups[group.Id] = group.Name;
        }
    }

    private async Task ChangeGroupAsync(int number, Random random)
    {
        if (Some(groups, random) is { } group)
        {
            await Crowd.AnswerAsync(random, () => changeChatGroup.HandleAsync(new(Crowd.Actor, group, null, details => details with { Description = $"As of {number}" }), Token));
        }
    }

    private async Task DeleteGroupAsync(int number, Random random)
    {
        if (Some(groups, random) is { } group)
        {
            mayBeGone[group.Value] = true;
            if (await Crowd.AnswerAsync(random, () => deleteChatGroup.HandleAsync(new(Crowd.Actor, group, null, groups[group]), Token)) is GroupOutcome.Deleted)
            {
                gone[group.Value] = true;
            }
        }
    }

    private async Task LinkAsync(int number, Random random)
    {
        if (Some(teams, random) is { } team && Some(groups, random) is { } group)
        {
            var isLinked = random.Next(3) > 0;
            var outcome = await Crowd.AnswerAsync(random, () => linkChatGroup.HandleAsync(new(Crowd.Actor, team, group, isLinked), Token));
            links.GetOrAdd((team, group), _ => []).Add(outcome is TeamOutcome.Done ? isLinked : null);
        }
    }

    private async Task SetMemberAsync(Known some, int number, Random random)
    {
        if (Some(groups, random) is { } group)
        {
            var isMember = random.Next(3) > 0;
            var outcome = await Crowd.AnswerAsync(random, () => setGroupMember.HandleAsync(new(Crowd.Actor, group, some.Id, null, isMember, null), Token));
            members.GetOrAdd((some.Id, group), _ => []).Add(outcome is SetGroupMemberOutcome.User(ChangeUserOutcome.Changed) ? isMember : null);
        }
    }
}
