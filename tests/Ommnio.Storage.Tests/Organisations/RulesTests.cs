using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Organisations;

public sealed class RulesTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private readonly SharedAzurite azurite = azurite;
    private Actor actor = null!;
    private Team shops = null!;

    public async ValueTask InitializeAsync()
    {
        var demo = CatalogueTests.Demo(Organisation);
        shops = demo.Teams[0];
        actor = new(Organisation, null, WayIn.Api, null);
        await Get<IOrganisations>().CreateAsync(demo, Token);
    }

    [Fact]
    public async Task Rules_are_read_back_as_they_were_set_and_act_on_the_next_save()
    {
        var set = (await SetAsync(null, Area("Sálés"), new RuleFields(null, [new("tag", true, ["night", "Early"]), new("location", null, ["Madrid"])]))).ShouldBeOfType<TeamOutcome.Done>().Team;

        var stored = (await Get<ICatalogues>().FindAsync(Organisation, Token))!.Team(shops.Id)!;
        stored.RulesVersion.ShouldBe(1);
        stored.Rules.Select(rule => string.Join(',', rule.Conditions.Select(on => $"{on.Field} {on.Not} {string.Join('|', on.Values)}"))).ShouldBe(["Area False Sálés", "Tag True night|Early,Location False Madrid"]);
        var user = await RegisterAsync("sales");
        user.Teams.Single().Rule.ShouldBe(new RuleOrigin(set.Rules[0].Id, 1));
        var read = (await Get<IUsers>().FindAsync(Organisation, user.Id, Token))!.Teams.Single();
        (read.Team, read.ByHand, read.Rule).ShouldBe((shops.Id, false, new RuleOrigin(set.Rules[0].Id, 1)));
        (await RowKeysAsync()).ShouldContain(row => row.StartsWith($"p:team:{shops.Id}:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_save_under_two_hundred_rules_is_one_read_and_one_transaction()
    {
        var many = Enumerable.Range(0, 20).Select(n => new Team(new(Guid.CreateVersion7()), $"Team {n}", null, TeamRole.Member, [])
        {
            RulesVersion = 1,
            Rules = [.. Enumerable.Range(0, 10).Select(rule => new MembershipRule(new(Guid.CreateVersion7()), 1, [new(RuleField.Area, false, [$"Area {n} {rule}"])]))],
        });
        var organisation = new OrganisationId($"many{Organisation.Value}");
        var demo = CatalogueTests.Demo(organisation);
        await Get<IOrganisations>().CreateAsync(demo with { Teams = [.. many], Labels = [new(LabelKind.Position, new("Cashier"), []), new(LabelKind.Area, new("Area 3 7"), []), new(LabelKind.Area, new("Area 5 1"), [])] }, Token);
        actor = actor with { Organisation = organisation };
        var user = await RegisterAsync("Area 3 7");
        user.Teams.ShouldHaveSingleItem();
        Requests.Clear();

        var changed = await ChangeAsync(user.Id, fields => fields with { Area = "area 5 1" });

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Transaction]);
        (changed.Moves.Joined.Length, changed.Moves.Left.Length).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Of_many_who_set_rules_on_one_version_at_once_exactly_one_does()
    {
        await using var another = Another(azurite);
        var elsewhere = new SetRules(another.GetRequiredService<ICatalogues>(), new Ids());
        var here = new SetRules(Get<ICatalogues>(), new Ids());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? here : elsewhere).HandleAsync(new(actor, shops.Id, 1, [Area($"Area {n}")]), Token)));

        outcomes.Count(outcome => outcome is TeamOutcome.Done).ShouldBe(1);
        outcomes.ShouldAllBe(outcome => outcome is TeamOutcome.Done || outcome is TeamOutcome.Stale || outcome is TeamOutcome.Busy);
        (await Get<ICatalogues>().FindAsync(Organisation, Token))!.Team(shops.Id)!.RulesVersion.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_was_lost_on_the_way_is_no_second_change()
    {
        Faults.LoseAnswerOf(RequestKind.Transaction);

        var team = (await SetAsync(null, Area("Sales"))).ShouldBeOfType<TeamOutcome.Done>().Team;

        team.RulesVersion.ShouldBe(1);
        (await Get<ICatalogues>().FindAsync(Organisation, Token))!.Team(shops.Id)!.RulesVersion.ShouldBe(1);
    }

    [Fact]
    public async Task More_than_a_row_holds_is_refused_and_leaves_nothing_behind()
    {
        var long50 = Enumerable.Range(0, 50).Select(n => $"{n} {new string('x', 90)}").ToList();
        var rules = Enumerable.Range(0, 10).Select(_ => new RuleFields(null, [new("area", null, long50), new("location", null, long50)])).ToArray();

        (await SetAsync(null, rules)).ShouldBeOfType<TeamOutcome.Refused>().Problems.Single().Code.ShouldBe("rules.too_large");

        (await Get<ICatalogues>().FindAsync(Organisation, Token))!.Team(shops.Id)!.RulesVersion.ShouldBe(0);
    }

    private static RuleFields Area(string area) => new(null, [new("area", null, [area])]);

    private Task<TeamOutcome> SetAsync(int? version, params RuleFields[] rules) => new SetRules(Get<ICatalogues>(), new Ids()).HandleAsync(new(actor, shops.Id, version, rules), Token);

    private async Task<User> RegisterAsync(string area)
    {
        var register = new RegisterUser(Get<ICatalogues>(), Get<IUsers>(), new([]), HandOff(), Secrets, new Ids(), Time);
        var fields = new UserFields { FirstName = "Ana", LastName = "García", Position = "Cashier", Area = area };
        return (await register.HandleAsync(new(actor, fields, null, null), Token)).ShouldBeOfType<RegisterUserOutcome.Registered>().User;
    }

    private async Task<ChangeUserOutcome.Changed> ChangeAsync(UserId user, Func<UserFields, UserFields> edit) =>
        (await new ChangeUser(Get<ICatalogues>(), Get<IUsers>(), new Ids(), Time).HandleAsync(new(actor, user, null, edit, false), Token)).ShouldBeOfType<ChangeUserOutcome.Changed>();

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
