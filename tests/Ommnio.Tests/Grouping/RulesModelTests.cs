using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

/// <summary>
/// Random lives of an organisation, by the use cases, against a model that is as naive as can be: what hands did is a set, and what
/// rules say is asked anew whenever they are to be asked. A failing run prints its seed.
/// </summary>
public sealed class RulesModelTests
{
    private const int Sequences = 10_000;
    private static readonly string[] Areas = ["Sales", "LOGÍSTICA", "logistica", "Bakery"];
    private static readonly string[] Tags = ["night", "Night ", "english"];
    private static readonly UserId[] Users = [Some.Ana, Some.Bea, new(Some.Id(23))];
    private static readonly TeamId[] Teams = [Some.Bakery, Some.Night];
    private static readonly ChatGroupId[] Groups = [Some.BakeryChat, Some.NightChat, Some.NewsOfBakery];

    private static readonly Gen<ConditionFields> Condition = Gen.Select(
        Gen.Int[0, 2],
        Gen.Bool,
        Gen.Int[1, 2],
        Gen.Int[0, 3],
        (field, not, count, first) => field switch
        {
            0 => new ConditionFields("area", not, Few(Areas, first, count)),
            1 => new("tag", not, Few(Tags, first, count)),
            _ => new("relatedTo", not, Few([.. Users.Select(user => $"{user}")], first, count)),
        });

    private static readonly Gen<int> AnyUser = Gen.Int[0, 2];
    private static readonly Gen<int> AnyTeam = Gen.Int[0, 1];
    private static readonly Gen<bool[]> Chosen = Gen.Bool.Array[3];

    private static readonly Gen<Action<World>> Event = Gen.OneOf<Action<World>>(
        Gen.Select(AnyUser, Gen.Int[0, 3], Chosen, Chosen, (user, area, tags, teams) => (Action<World>)(world => world.Register(user, Areas[area], Of(Tags, tags), Of(Teams, teams)))),
        Gen.Select(AnyUser, Gen.Int[0, 3], (user, area) => (Action<World>)(world => world.Change(user, fields => fields with { Area = Areas[area] }))),
        Gen.Select(AnyUser, Chosen, (user, tags) => (Action<World>)(world => world.Change(user, fields => fields with { Tags = Of(Tags, tags) }))),
        Gen.Select(AnyUser, AnyUser, (user, manager) => (Action<World>)(world => world.Relate(user, manager))),
        Gen.Select(AnyUser, AnyUser, (user, manager) => (Action<World>)(world => world.Relate(user, manager))),
        Gen.Select(AnyUser, Chosen, (user, teams) => (Action<World>)(world => world.Hand(user, Of(Teams, teams)))),
        Gen.Select(AnyUser, Chosen, (user, groups) => (Action<World>)(world => world.Group(user, Of(Groups, groups)))),
        Gen.Select(AnyTeam, Condition.Array[1, 2].Array[0, 3], (team, rules) => (Action<World>)(world => world.Rule(Teams[team], rules))),
        Gen.Select(AnyTeam, Gen.Int[0, 2], Gen.Bool, (team, group, isLinked) => (Action<World>)(world => world.Link(Teams[team], Groups[group], isLinked))),
        AnyTeam.Select(team => (Action<World>)(world => world.Apply(Teams[team]))),
        AnyUser.Select(user => (Action<World>)(world => world.DeleteUser(user))),
        AnyTeam.Select(team => (Action<World>)(world => world.DeleteTeam(Teams[team]))));

    [Fact]
    public void R7_R9_R26_R27_R32_Any_life_ends_in_the_members_groups_and_reasons_that_the_naive_model_has() =>
        Event.Array[1, 24].Sample(
            events =>
            {
                var world = new World();
                foreach (var happens in events)
                {
                    happens(world);
                    world.Check();
                }
            },
            iter: Sequences);

    private static T[] Of<T>(IEnumerable<T> all, bool[] chosen) => [.. all.Where((_, index) => chosen[index])];

    private static string[] Few(string[] all, int first, int count) => [.. Enumerable.Range(first, count).Select(n => all[n % all.Length])];

    /// <summary>What the model knows of a user.</summary>
    private sealed class Person
    {
        public HashSet<TeamId> Hands { get; set; } = [];

        /// <summary>What the rules of each team said when they were last asked.</summary>
        public Dictionary<TeamId, MembershipRule?> Said { get; } = [];
    }

    private sealed class World
    {
        private readonly Dictionary<int, User> users = [];
        private readonly Dictionary<int, Person> people = [];
        private readonly CountedIds ids = new();
        private readonly HashSet<(TeamId Team, ChatGroupId Group)> links = [];
        private readonly Dictionary<int, HashSet<ChatGroupId>> direct = [];
        private Catalogue catalogue = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams.Where(team => Teams.Contains(team.Id)).Select(team => team with { ChatGroups = [] })] };

        public World()
        {
            for (var user = 0; user < Users.Length; user++)
            {
                Register(user, Areas[user], [], []);
            }
        }

        public void Register(int user, string area, string[] tags, TeamId[] hands)
        {
            hands = [.. hands.Where(team => catalogue.Team(team) is not null)];
            if (users.ContainsKey(user))
            {
                return;
            }

            var fields = Some.Four with { Area = area, Tags = tags, Teams = ByHand(hands) };
            var (added, refusal) = RegisterUser.Decide(new(Some.Account, fields, null, null), catalogue, null, new([]), "2026", new(Users[user], new(ids.Next()), new("op")), Some.Now);
            refusal.ShouldBeNull();
            (users[user], people[user], direct[user]) = (added!.User, new Person { Hands = [.. hands] }, []);
            Ask(user);
        }

        public void Change(int user, Func<UserFields, UserFields> edit)
        {
            if (users.TryGetValue(user, out var before))
            {
                var stub = new OneUser(before, [.. users.Values]) { Catalogue = catalogue };
                var outcome = new ChangeUser(stub, stub, ids, new FakeTimeProvider(Some.Now)).HandleAsync(new(Some.Account, before.Id, null, edit, false), CancellationToken.None).GetAwaiter().GetResult();
                users[user] = outcome.ShouldBeOfType<ChangeUserOutcome.Changed>().User;
                Ask(user);
            }
        }

        /// <summary>To nobody, where it would be to oneself or to somebody who is not there.</summary>
        public void Relate(int user, int manager) =>
            Change(user, fields => fields with { RelatedTo = manager != user && users.ContainsKey(manager) ? new($"{Users[manager]}", null) : null });

        public void Hand(int user, TeamId[] hands)
        {
            hands = [.. hands.Where(team => catalogue.Team(team) is not null)];
            if (people.TryGetValue(user, out var person))
            {
                person.Hands = [.. hands];
                Change(user, fields => fields with { Teams = ByHand(hands) });
            }
        }

        public void Group(int user, ChatGroupId[] groups)
        {
            if (users.ContainsKey(user))
            {
                direct[user] = [.. groups];
                Change(user, fields => fields with { ChatGroups = [.. groups.Select(group => new ChatGroupFields(group.ToString(), null))] });
            }
        }

        public void Rule(TeamId team, ConditionFields[][] rules)
        {
            RuleId[] newIds = [.. Enumerable.Range(0, SetRules.MostRules).Select(_ => new RuleId(ids.Next()))];
            Store(SetRules.Decide(new(Some.Account, team, null, [.. rules.Select(conditions => new RuleFields(null, conditions))]), catalogue, newIds).Changed);
        }

        public void Link(TeamId team, ChatGroupId group, bool isLinked)
        {
            if (catalogue.Team(team) is not null && (isLinked ? links.Add((team, group)) : links.Remove((team, group))))
            {
                Store(LinkChatGroup.Decide(new(Some.Account, team, group, isLinked), catalogue).Changed.ShouldNotBeNull());
            }
        }

        /// <summary>What the preview says is what happens, and nothing else does (R27).</summary>
        public void Apply(TeamId id)
        {
            if (catalogue.Team(id) is { } team)
            {
                var tally = new PreviewTally(team, 10);
                users.Values.ToList().ForEach(tally.Add);
                var before = users.Values.Where(user => IsIn(user, id)).Select(user => user.Id).ToHashSet();
                Run(Job.ApplyRules(new(Some.Id(91)), team, 0, Some.Account, Some.Now), user => people[user].Said[id] = FirstThatFits(team, users[user]));
                var after = users.Values.Where(user => IsIn(user, id)).Select(user => user.Id).ToHashSet();
                tally.Result.Joins.Select(move => move.User).ShouldBe(after.Except(before), ignoreOrder: true);
                tally.Result.Leaves.Select(move => move.User).ShouldBe(before.Except(after), ignoreOrder: true);
            }
        }

        /// <summary>A save of everybody who was related to them: rules run (D9).</summary>
        public void DeleteUser(int user)
        {
            if (users.Remove(user) & people.Remove(user) & direct.Remove(user))
            {
                var reports = users.Where(other => other.Value.RelatedTo?.Id == Users[user]).Select(other => other.Key).ToHashSet();
                Run(Job.ClearRelatedTo(new(Some.Id(92)), Users[user], Some.Account, Some.Now), other =>
                {
                    if (reports.Contains(other))
                    {
                        Ask(other);
                    }
                });
                users.Values.ShouldAllBe(other => other.RelatedTo == null || other.RelatedTo.Id != Users[user]);
            }
        }

        public void DeleteTeam(TeamId team)
        {
            catalogue = catalogue with { Teams = [.. catalogue.Teams.Where(other => other.Id != team)] };
            links.RemoveWhere(link => link.Team == team);
            Run(Job.EndMemberships(new(Some.Id(93)), team, Some.Account, Some.Now), user =>
            {
                people[user].Hands.Remove(team);
                people[user].Said.Remove(team);
            });
        }

        public void Check()
        {
            foreach (var (number, user) in users)
            {
                var person = people[number];
                foreach (var team in Teams)
                {
                    var (isByHand, rule) = (person.Hands.Contains(team), person.Said.GetValueOrDefault(team));
                    var membership = user.Teams.SingleOrDefault(membership => membership.Team == team);
                    (membership is not null, membership?.ByHand ?? false, membership?.Rule).ShouldBe((isByHand || rule is not null, isByHand, rule is null ? null : new RuleOrigin(rule.Id, rule.Version)));
                    CheckWhy(user, team, isByHand);
                }

                var through = links.Where(link => IsIn(user, link.Team)).Select(link => link.Group);
                catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).Select(group => group.Group.Id).ShouldBe(through.Union(direct[number]), ignoreOrder: true);
            }
        }

        private void CheckWhy(User user, TeamId id, bool isByHand)
        {
            if (catalogue.Team(id) is { } team)
            {
                var (why, will) = (WhyMember.Of(user, team), isByHand || FirstThatFits(team, user) is not null);
                (why.IsMember, why.ByHand, why.Next).ShouldBe((IsIn(user, id), isByHand, will == IsIn(user, id) ? WhatNext.Nothing : will ? WhatNext.Joins : WhatNext.Leaves));
                why.Rules.Select(rule => rule.Holds).ShouldBe(team.Rules.Select(rule => rule.Conditions.All(condition => Fits(condition, user))));
            }
        }

        private void Ask(int user)
        {
            foreach (var team in catalogue.Teams)
            {
                people[user].Said[team.Id] = FirstThatFits(team, users[user]);
            }
        }

        private void Run(Job job, Action<int> model)
        {
            foreach (var (number, user) in users.ToList())
            {
                users[number] = JobWork.Decide(job, user, catalogue) ?? user;
                JobWork.Decide(job, users[number], catalogue).ShouldBeNull("a page may be repeated");
                model(number);
            }
        }

        private void Store(Team? changed) => catalogue = changed is null ? catalogue : catalogue with { Teams = [.. catalogue.Teams.Select(team => team.Id == changed.Id ? changed : team)] };

        private static TeamFields[] ByHand(TeamId[] teams) => [.. teams.Select(team => new TeamFields(team.ToString(), null, null) { Via = ["hand"] })];

        private static bool IsIn(User user, TeamId team) => user.Teams.Any(membership => membership.Team == team);

        private static MembershipRule? FirstThatFits(Team team, User user) => team.Rules.FirstOrDefault(rule => rule.Conditions.All(condition => Fits(condition, user)));

        private static bool Fits(RuleCondition condition, User user)
        {
            IEnumerable<string?> has = condition.Field switch
            {
                RuleField.Tag => user.Tags.Select(tag => tag.Text),
                RuleField.RelatedTo => user.RelatedTo is { } manager ? [$"{manager.Id}"] : [],
                _ => [user.Area!.Text],
            };
            return condition.Values.Any(value => has.Any(text => Plain(text!) == Plain(value))) != condition.Not;
        }

        private static string Plain(string text) => text.Trim().ToUpperInvariant().Replace('Í', 'I');
    }
}
