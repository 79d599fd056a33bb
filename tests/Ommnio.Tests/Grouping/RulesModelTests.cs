using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

/// <summary>
/// Random lives of one user against a model that is as naive as can be: what hands did is a set, what rules say is asked anew.
/// A failing run prints its seed.
/// </summary>
public sealed class RulesModelTests
{
    private const int Sequences = 10_000;
    private static readonly string[] Areas = ["Sales", "LOGÍSTICA", "logistica", "Bakery"];
    private static readonly string[] Tags = ["night", "Night ", "english"];
    private static readonly TeamId[] Teams = [Some.Bakery, Some.Night];

    private static readonly Gen<RuleCondition> Condition = Gen.Select(
        Gen.Bool,
        Gen.Bool,
        Gen.Int[1, 2],
        Gen.Int[0, 3],
        (isTag, not, count, first) => new RuleCondition(
            isTag ? RuleField.Tag : RuleField.Area,
            not,
            [.. Enumerable.Range(first, count).Select(n => isTag ? Tags[n % Tags.Length] : Areas[n % Areas.Length])]));

    private static readonly Gen<Func<World, World>> Event = Gen.OneOf<Func<World, World>>(
        Gen.Int[0, 3].Select(area => (Func<World, World>)(world => world.Change(fields => fields with { Area = Areas[area] }))),
        Gen.Int[0, 2].Array[0, 2].Select(tags => (Func<World, World>)(world => world.Change(fields => fields with { Tags = [.. tags.Select(tag => Tags[tag])] }))),
        Gen.Bool.Select(Gen.Bool, (bakery, night) => (Func<World, World>)(world => world.Hand(bakery, night))),
        Gen.Int[0, 1].Select(Condition.Array[1, 2].Array[0, 3], (team, rules) => (Func<World, World>)(world => world.Rules(Teams[team], rules))));

    [Fact]
    public void R9_R26_R27_Any_life_ends_in_the_teams_that_hands_and_rules_give_and_each_knows_why() =>
        Event.Array[1, 12].Sample(
            events =>
            {
                var world = World.New();
                foreach (var happens in events)
                {
                    world = happens(world);
                    world.Check();
                }
            },
            iter: Sequences);

    /// <param name="Hands">The model: which teams somebody put the user into.</param>
    /// <param name="Saved">The catalogue when the user was last saved: rules move nobody until then (R27).</param>
    private sealed record World(Catalogue Catalogue, Catalogue Saved, User User, ImmutableHashSet<TeamId> Hands)
    {
        public static World New() => new(Some.Catalogue, Some.Catalogue, Some.User() with { Area = new("Sales") }, []);

        public World Change(Func<UserFields, UserFields> edit)
        {
            var users = new OneUser(User) { Catalogue = Catalogue };
            var outcome = new ChangeUser(users, users, new CountedIds(), new FakeTimeProvider(Some.Now))
                .HandleAsync(new(Some.Account, User.Id, null, edit, false), CancellationToken.None).GetAwaiter().GetResult();
            return this with { User = outcome.ShouldBeOfType<ChangeUserOutcome.Changed>().User, Saved = Catalogue };
        }

        public World Hand(bool bakery, bool night)
        {
            ImmutableHashSet<TeamId> hands = [.. bakery ? [Some.Bakery] : (TeamId[])[], .. night ? [Some.Night] : (TeamId[])[]];
            return Change(fields => fields with { Teams = [.. hands.Select(team => new TeamFields(team.ToString(), null, null) { Via = ["hand"] })] }) with { Hands = hands };
        }

        public World Rules(TeamId team, RuleCondition[][] rules)
        {
            var version = Catalogue.Team(team)!.RulesVersion + 1;
            var set = rules.Select((conditions, n) => new MembershipRule(new(Some.Id((100 * version) + n)), version, [.. conditions])).ToImmutableArray();
            return this with { Catalogue = Catalogue with { Teams = [.. Catalogue.Teams.Select(other => other.Id == team ? other with { Rules = set, RulesVersion = version } : other)] } };
        }

        public void Check()
        {
            foreach (var team in Teams)
            {
                var membership = User.Teams.SingleOrDefault(membership => membership.Team == team);
                var rule = Saved.Team(team)!.Rules.FirstOrDefault(rule => rule.Conditions.All(Fits));
                (membership is not null, membership?.ByHand ?? false, membership?.Rule?.Rule).ShouldBe((Hands.Contains(team) || rule is not null, Hands.Contains(team), rule?.Id));
            }
        }

        private bool Fits(RuleCondition condition)
        {
            IEnumerable<string> has = condition.Field == RuleField.Tag ? User.Tags.Select(tag => tag.Text) : [User.Area.Text];
            return condition.Values.Any(value => has.Any(text => Plain(text) == Plain(value))) != condition.Not;
        }

        private static string Plain(string text) => text.Trim().ToUpperInvariant().Replace('Í', 'I');
    }
}
