using System.Text.Json.Nodes;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.EndToEnd.Tests.Http;

namespace Ommnio.EndToEnd.Tests.Governing;

/// <summary>What an act is done with.</summary>
/// <param name="Client">Acts as somebody.</param>
/// <param name="Actor">Who that is; null: somebody without any right.</param>
/// <param name="Number">Of the case, to make values that are nobody's.</param>
internal sealed record ActCase(RuledCompany Company, HttpClient Client, Actor? Actor, User User, string Code, Team Team, ChatGroup Group, int Number)
{
    /// <summary>The name of what the act makes.</summary>
    public string New => $"New-{Number}";

    /// <summary>The first team of the user that the actor could give a role in.</summary>
    public TeamId? GivenIn => User.Teams.FirstOrDefault(team => Actor?.Scope?.Contains(team.Team) ?? true)?.Team;
}

/// <summary>Something that can be asked over HTTP, the row of the tables that rules it, and how it is undone where it went through.</summary>
internal sealed record Act(string Name, Func<ActCase, Task<Answer>> Do, Func<Actor, ActCase, Ruling> Rule, Func<ActCase, Task<Answer>>? Undo = null)
{
    public bool OnTeams { get; init; }

    public static IReadOnlyList<Act> All { get; } =
    [
        OnUser("see", UserAct.See, on => on.Client.GetJsonAsync($"users/{on.User.Id}")),
        OnUser("look up", UserAct.LookUp, on => on.Client.GetJsonAsync($"users/by-code/{on.Code}")),
        OnUser("see the history", UserAct.SeeHistory, on => on.Client.GetJsonAsync($"users/{on.User.Id}/history")),
        OnUser("edit", UserAct.Edit, on => PatchAsync(on.Client, on, $$"""{"notes":"note {{on.Number}}"}""")),
        OnUser("set the time zone", UserAct.ChangeSettings, on => PatchAsync(on.Client, on, $$"""{"timeZone":"{{(on.Number % 2 == 0 ? "Europe/Paris" : "Europe/Rome")}}"}""")),
        OnUser("change the email", UserAct.ChangeContact, on => PatchAsync(on.Client, on, $$"""{"email":"e{{on.Number}}-{{on.User.Id}}@example.com"}""")),
        OnUser("block", UserAct.Block, on => on.Client.PostJsonAsync($"users/{on.User.Id}/block", ""), on => on.Company.Key.PostJsonAsync($"users/{on.User.Id}/unblock", "")),
        OnUser("unblock", UserAct.Unblock, on => on.Client.PostJsonAsync($"users/{on.User.Id}/unblock", "")),
        // With another name, so that nobody goes: who may delete is told that the name is wrong.
        OnUser("delete", UserAct.Delete, on => on.Client.CallAsync(HttpMethod.Delete, $"users/{on.User.Id}?confirm=Nobody", null)),
        OnUser("make or unmake an Account Administrator", UserAct.GrantAccountAdministration, on => PatchAsync(on.Client, on, Role(on, toggled: true)), on => PatchAsync(on.Company.Key, on, Role(on, toggled: false))),
        new(
            "make or unmake a Team Administrator",
            on => PatchAsync(on.Client, on, Teams(on, toggled: true)),
            (actor, on) => Authority.On(actor, on.GivenIn is null ? UserAct.Edit : UserAct.GrantTeamAdministration, Subject.Of(on.User) with { Team = on.GivenIn }),
            on => PatchAsync(on.Company.Key, on, Teams(on, toggled: false))),
        OnTeam("see the team", TeamAct.See, on => on.Client.GetJsonAsync($"teams/{on.Team.Id}")),
        OnTeam("edit the team", TeamAct.Edit, on => on.Client.PatchJsonAsync($"teams/{on.Team.Id}", "{}")),
        OnGroup("see the chat group", GroupAct.See, on => on.Client.GetJsonAsync($"chat-groups/{on.Group.Id}")),
        OnGroup("edit the chat group", GroupAct.EditSettings, on => on.Client.PatchJsonAsync($"chat-groups/{on.Group.Id}", "{}")),
        // With another name, so that it stays: who may delete is told that the name is wrong.
        OnGroup("delete the chat group", GroupAct.Delete, on => on.Client.CallAsync(HttpMethod.Delete, $"chat-groups/{on.Group.Id}?confirm=Nothing", null)),
        OnTeam("set the rules", TeamAct.SetRules, on => on.Client.CallAsync(HttpMethod.Put, $"teams/{on.Team.Id}/rules", Calls.Body("""{"rules":[]}"""))),
        OnAccount("see the keys", AccountAct.SeeKeys, on => on.Client.GetJsonAsync("api-keys")),
        OnAccount("see what was done to the account", AccountAct.SeeHistory, on => on.Client.GetJsonAsync("history?limit=1")),
        OnAccount("export a user", AccountAct.Export, on => on.Client.GetJsonAsync($"users/{on.User.Id}/export")),
        OnAccount("export everything", AccountAct.Export, on => on.Client.GetJsonAsync("export?limit=1")),
        OnAccount(
            "make a key",
            AccountAct.MakeKey,
            on => on.Client.PostJsonAsync("api-keys", $$"""{"name":"{{on.New}}","scopes":["lookup"]}"""),
            async on => await on.Company.Key.CallAsync(HttpMethod.Delete, $"api-keys/{(await on.Company.Key.GetJsonAsync("api-keys"))["items"].AsArray().Single(key => (string)key!["name"]! == on.New)!["id"]}", null)),
        OnUser("list", UserAct.List, on => on.Client.GetJsonAsync("users")),
        OnUser("invite", UserAct.Invite, on => on.Client.PostJsonAsync($"users/{on.User.Id}/invitations", """{"channel":"link"}""")),
        new(
            "register",
            on => on.Client.PostJsonAsync("users", $$"""{"firstName":"New","lastName":"Hand","position":"Hand","area":"Operations","code":"{{on.New}}","teams":[{"id":"{{on.Team.Id}}"}]}"""),
            (actor, on) => Seen(actor, on.Team, Authority.On(actor, UserAct.Register, new(default, OrganisationRole.Member, [new(on.Team.Id, TeamRole.Member, false)]))),
            async on => await on.Company.Key.CallAsync(HttpMethod.Delete, $"users/{(await on.Company.Key.GetJsonAsync($"users/by-code/{on.New}")).Id}?confirm=New%20Hand", null)) { OnTeams = true },
        new(
            "create a team below",
            on => on.Client.PostJsonAsync("teams", $$"""{"name":"{{on.New}}","parent":"{{on.Team.Id}}"}"""),
            (actor, on) => Seen(actor, on.Team, Authority.On(actor, TeamAct.Create, new TeamCase(default, on.Team.Id))),
            async on => await on.Company.Key.CallAsync(HttpMethod.Delete, $"teams/{await NewAsync(on, "teams")}", null)) { OnTeams = true },
        new(
            "create a chat group",
            on => on.Client.PostJsonAsync("chat-groups", $$"""{"name":"{{on.New}}"}"""),
            (actor, on) => Authority.On(actor, GroupAct.Create, new GroupCase(default, ChatGroupKind.Open, [])),
            async on => await on.Company.Key.CallAsync(HttpMethod.Delete, $"chat-groups/{await NewAsync(on, "chat-groups")}?confirm={on.New}", null)) { OnTeams = true },
        new(
            "move the team to the top",
            on => on.Client.PatchJsonAsync($"teams/{on.Team.Id}", """{"parent":null}"""),
            (actor, on) => Authority.On(actor, on.Team.Parent is null ? TeamAct.Edit : TeamAct.Move, TeamCase.Of(on.Team)),
            on => on.Company.Key.PatchJsonAsync($"teams/{on.Team.Id}", new JsonObject { ["parent"] = on.Team.Parent?.ToString() }.ToJsonString())) { OnTeams = true },
        // With another name, so that it stays: who may delete is told that the name is wrong.
        new(
            "delete the team",
            on => on.Client.CallAsync(HttpMethod.Delete, $"teams/{on.Team.Id}?confirm=Nothing", null),
            (actor, on) => Authority.On(actor, TeamAct.See, TeamCase.Of(on.Team)) is Ruling.Allowed && on.Company.Teams.Any(team => team.Parent == on.Team.Id)
                ? Ruling.No("team.has_children")
                : Authority.On(actor, TeamAct.Delete, TeamCase.Of(on.Team) with { HasMembers = true })) { OnTeams = true },
        new(
            "link",
            on => on.Client.CallAsync(HttpMethod.Put, $"teams/{on.Team.Id}/chat-groups/{on.Group.Id}", null),
            (actor, on) => Authority.On(actor, TeamAct.Link, TeamCase.Of(on.Team)) is var ruling and not Ruling.Allowed ? ruling
                : Authority.On(actor, GroupAct.ChangeMembers, on.Company.CaseOf(actor, on.Group)) is Ruling.Allowed ? Ruling.Yes : Ruling.None,
            on => on.Team.RoleIn(on.Group.Id) is null ? on.Company.Key.CallAsync(HttpMethod.Delete, $"teams/{on.Team.Id}/chat-groups/{on.Group.Id}", null) : on.Company.Key.GetJsonAsync("teams")) { OnTeams = true },
        new(
            "put into the chat group",
            on => on.Client.CallAsync(HttpMethod.Put, $"chat-groups/{on.Group.Id}/members/{on.User.Id}", null),
            (actor, on) => Authority.On(actor, GroupAct.ChangeMembers, on.Company.CaseOf(actor, on.Group)) is var ruling and not Ruling.Allowed ? ruling : Authority.On(actor, UserAct.Edit, Subject.Of(on.User)),
            on => on.User.ChatGroups.Any(place => place.Group == on.Group.Id) ? on.Company.Key.GetJsonAsync("users") : on.Company.Key.CallAsync(HttpMethod.Delete, $"chat-groups/{on.Group.Id}/members/{on.User.Id}", null)),
    ];

    // What a body names that is not the actor's to see is named in vain.
    private static Ruling Seen(Actor actor, Team team, Ruling ruling) => Authority.On(actor, TeamAct.See, TeamCase.Of(team)) is Ruling.Allowed ? ruling : Ruling.No("team.unknown");

    private static async Task<string> NewAsync(ActCase on, string path) =>
        (string)(await on.Company.Key.GetJsonAsync(path))["items"].AsArray().Single(one => (string)one!["name"]! == on.New)!["id"]!;

    private static Act OnUser(string name, UserAct act, Func<ActCase, Task<Answer>> call, Func<ActCase, Task<Answer>>? undo = null) =>
        new(name, call, (actor, on) => Authority.On(actor, act, Subject.Of(on.User)), undo);

    private static Act OnAccount(string name, AccountAct act, Func<ActCase, Task<Answer>> call, Func<ActCase, Task<Answer>>? undo = null) =>
        new(name, call, (actor, _) => Authority.On(actor, act, AccountCase.Whole), undo);

    private static Act OnTeam(string name, TeamAct act, Func<ActCase, Task<Answer>> call) => new(name, call, (actor, on) => Authority.On(actor, act, TeamCase.Of(on.Team))) { OnTeams = true };

    private static Act OnGroup(string name, GroupAct act, Func<ActCase, Task<Answer>> call) => new(name, call, (actor, on) => Authority.On(actor, act, on.Company.CaseOf(actor, on.Group))) { OnTeams = true };

    private static Task<Answer> PatchAsync(HttpClient client, ActCase on, string json) => client.PatchJsonAsync($"users/{on.User.Id}", json);

    private static string Role(ActCase on, bool toggled) =>
        $$"""{"role":"{{((on.User.Role == OrganisationRole.AccountAdministrator) ^ toggled ? "accountAdministrator" : "member")}}"}""";

    // All of the user's teams as they are; toggled, the other role in the first that the actor can see.
    private static string Teams(ActCase on, bool toggled)
    {
        var teams = on.User.Teams.Select(team => (JsonNode)new JsonObject
        {
            ["id"] = team.Team.ToString(),
            ["role"] = team.Team == on.GivenIn && toggled ? Other(team.Role) : team.OwnRole ? Said(team.Role) : null,
        });
        return new JsonObject { ["teams"] = new JsonArray([.. teams]) }.ToJsonString();
    }

    private static string Other(TeamRole role) => Said(role == TeamRole.Member ? TeamRole.Administrator : TeamRole.Member);

    private static string Said(TeamRole role) => role == TeamRole.Member ? "member" : "administrator";
}
