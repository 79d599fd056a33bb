using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Governing;

/// <summary>HTTP asks the table of rights, for everybody and everything, and answers nothing that a Team Administrator may not know.</summary>
public sealed class RightsTests(FunctionsAppFixture app)
{
    private const string Yes = "yes";
    private const string None = "not there";
    private const string WithoutRights = "request.actor_without_rights";

    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_RIGHTS_CASES") ?? "500", CultureInfo.InvariantCulture);
    private static readonly string Seed = Environment.GetEnvironmentVariable("OMMNIO_RIGHTS_SEED") ?? "2026";

    private static RuledCompany? shared;
    private readonly Dictionary<string, IReadOnlyList<string>> hidden = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_random_acts_are_answered_as_the_table_says_and_name_nothing_foreign()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-at-random", Token);
        string?[] actors = [null, .. RuledCompany.Codes];
        var all =
            from actor in actors
            from act in Act.All
            from code in RuledCompany.Codes
            from team in act.OnTeams ? company.Teams : company.Teams.Take(1)
            where !act.OnTeams || code == RuledCompany.Codes[0]
            select (actor, act, code, team);
        Dictionary<Type, int> rulings = [];

        foreach (var (number, (actor, act, code, team)) in all.OrderBy(one => Shuffled($"{one.actor} {one.act.Name} {one.code} {one.team.Name}")).Take(Cases).Index())
        {
            var ruling = await CompareAsync(company, actor, act, code, team, number);
            rulings[ruling.GetType()] = rulings.GetValueOrDefault(ruling.GetType()) + 1;
        }

        // Had nothing been allowed, or nothing forbidden, the comparison would have compared nothing.
        rulings.Count.ShouldBe(3);
        rulings.Values.ShouldAllBe(count => count > Cases / 20);
    }

    // The act and on whom; then what is said to an Account Administrator, to the administrator of the north, to a member, and to the administrator of the south.
    [Theory]
    [InlineData("see", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("look up", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("see the history", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("edit", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("set the time zone", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("change the email", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("change the email", "T2", "yes", "user.higher_rights", WithoutRights, "user.higher_rights")]
    [InlineData("block", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("block", "MX", "yes", "yes", WithoutRights, "yes")]
    [InlineData("block", "T2", "yes", "user.higher_rights", WithoutRights, "user.higher_rights")]
    [InlineData("block", "TN", "yes", "user.yourself", WithoutRights, "not there")]
    [InlineData("unblock", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("delete", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("delete", "MX", "yes", "user.foreign_teams", WithoutRights, "user.foreign_teams")]
    [InlineData("delete", "A3", "yes", "user.higher_rights", WithoutRights, "not there")]
    [InlineData("delete", "A1", "user.yourself", "not there", WithoutRights, "not there")]
    [InlineData("make or unmake an Account Administrator", "MO", "yes", "role.beyond_own", WithoutRights, "not there")]
    [InlineData("make or unmake an Account Administrator", "A1", "user.yourself", "not there", WithoutRights, "not there")]
    [InlineData("make or unmake a Team Administrator", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("make or unmake a Team Administrator", "TN", "yes", "user.yourself", WithoutRights, "not there")]
    [InlineData("see the team", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("edit the team", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("see the chat group", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("edit the chat group", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("delete the chat group", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("list", "MO", "yes", "yes", WithoutRights, "yes")]
    [InlineData("register", "MO", "yes", "yes", WithoutRights, "team.unknown")]
    [InlineData("invite", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("invite", "T2", "yes", "user.higher_rights", WithoutRights, "user.higher_rights")]
    [InlineData("create a team below", "MO", "yes", "yes", WithoutRights, "team.unknown")]
    [InlineData("move the team to the top", "MO", "yes", "team.move_beyond", WithoutRights, "not there")]
    [InlineData("delete the team", "MO", "team.has_children", "team.has_children", WithoutRights, "not there")]
    [InlineData("link", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("create a chat group", "MO", "yes", "yes", WithoutRights, "yes")]
    [InlineData("put into the chat group", "MO", "yes", "yes", WithoutRights, "not there")]
    [InlineData("put into the chat group", "MS", "yes", "not there", WithoutRights, "not there")]
    [InlineData("see the keys", "MO", "yes", WithoutRights, WithoutRights, WithoutRights)]
    [InlineData("see what was done to the account", "MO", "yes", WithoutRights, WithoutRights, WithoutRights)]
    [InlineData("export a user", "MO", "yes", WithoutRights, WithoutRights, WithoutRights)]
    [InlineData("export everything", "MO", "yes", WithoutRights, WithoutRights, WithoutRights)]
    [InlineData("make a key", "MO", "yes", WithoutRights, WithoutRights, WithoutRights)]
    [InlineData("set the rules", "MO", "yes", "rules.account_administrator", WithoutRights, "not there")]
    public async Task Each_role_may_do_what_the_domain_says(string act, string code, string account, string north, string member, string south)
    {
        var company = await SharedAsync();
        foreach (var (actor, said) in ((string, string)[])[("A1", account), ("TN", north), ("MN", member), ("TS", south)])
        {
            (await DoneAsync(company, actor, Act.All.Single(one => one.Name == act), code, company.Teams.Single(team => team.Name == "Northbakery"), company.Groups.Single(group => group.Name == "Northtalk"), actor[0])).Said.ShouldBe(said, $"{actor}: {act} {code}");
        }
    }

    [Fact]
    public async Task Who_administers_a_chat_group_and_nothing_else_edits_that_group_and_meets_nobody()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-by-group", Token);
        var (talk, lone) = (company.Groups.Single(group => group.Name == "Northtalk").Id, company.Groups.Single(group => group.Name == "Lonetalk").Id);
        (await company.Key.PatchJsonAsync($"users/{company.Id("MN")}", $$"""{"chatGroups":[{"id":"{{talk}}","role":"administrator"}]}""")).ShouldBe(HttpStatusCode.OK);
        using var administrator = company.As("MN");

        (await administrator.PatchJsonAsync($"chat-groups/{talk}", """{"description":"for the north"}""")).ShouldBe(HttpStatusCode.OK);
        (await administrator.GetJsonAsync($"chat-groups/{lone}")).ShouldBeProblem(HttpStatusCode.NotFound, "group.not_found");
        (await administrator.PostJsonAsync("chat-groups", """{"name":"Mine"}""")).ShouldBeProblem(HttpStatusCode.Forbidden, WithoutRights);
        foreach (var path in (string[])["users", $"users/{company.Id("MN")}", "teams", $"users/{company.Id("MN")}/history", $"chat-groups/{talk}/members"])
        {
            (await administrator.GetJsonAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, WithoutRights);
        }
    }

    private async Task<RuledCompany> SharedAsync() => shared ??= await RuledCompany.CreateAsync(app, "ruled-by-role", Token);

    private async Task<Ruling> CompareAsync(RuledCompany company, string? actor, Act act, string code, Team team, int number)
    {
        var (on, said, text) = await DoneAsync(company, actor, act, code, team, company.Groups[number % company.Groups.Length], number);
        var ruling = on.Actor is null ? Ruling.No(WithoutRights) : act.Rule(on.Actor, on);
        var what = $"case {number} of seed {Seed}: {actor ?? "the key"} wants to {act.Name} {(act.OnTeams ? $"{team.Name}, {on.Group.Name}" : code)}: {text}";
        said.ShouldBe(ruling switch { Ruling.NotThere => None, Ruling.Forbidden(var problem) => problem.Code, _ => Yes }, what);
        foreach (var hidden in await HiddenAsync(company, actor, on.Actor))
        {
            text.ShouldNotContain(hidden, Case.Insensitive, what);
        }

        return ruling;
    }

    /// <summary>Does it, and undoes it where it went through.</summary>
    private static async Task<(ActCase On, string Said, string Text)> DoneAsync(RuledCompany company, string? actor, Act act, string code, Team team, ChatGroup group, int number)
    {
        using var client = company.As(actor);
        var on = new ActCase(company, client, await company.ActorAsync(actor), await company.UserAsync(code), code, team, group, number);
        var answer = await act.Do(on);
        if (answer.Message.IsSuccessStatusCode && act.Undo is { } undo)
        {
            ((int)(await undo(on)).Status).ShouldBeInRange(200, 299, $"undoing {act.Name}");
        }

        return (on, SaidBy(answer), answer.Text);
    }

    private static string SaidBy(Answer answer)
    {
        var code = answer.Message.IsSuccessStatusCode ? Yes : (string)answer["code"]!;
        return answer.Status == HttpStatusCode.NotFound ? None : code is "user.delete.confirm" or "group.delete.confirm" or "team.delete.confirm" or "invitation.not_pending" ? Yes : code;
    }

    private async Task<IReadOnlyList<string>> HiddenAsync(RuledCompany company, string? code, Actor? actor)
    {
        if (actor is null)
        {
            return [];
        }

        return hidden.TryGetValue(code ?? "", out var known) ? known : hidden[code ?? ""] = await company.HiddenFromAsync(actor);
    }

    // The same order for the same seed.
    private static string Shuffled(string one) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed} {one}")));
}
