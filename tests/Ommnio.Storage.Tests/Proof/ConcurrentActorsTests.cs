using System.Globalization;
using CsCheck;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>
/// The whole store under several who act at once: what has come of it is what they would have come to one after the other. How many such
/// days are played: <c>OMMNIO_ACTORS</c>, 12 unless said.
/// </summary>
public sealed class ConcurrentActorsTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private const int Together = 4;
    private static readonly int Days = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_ACTORS") ?? "12", CultureInfo.InvariantCulture);

    private static readonly Gen<Command[][]> Commands = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 99], Gen.Int[0, 99]).Select(one => new Command(one.Item1, one.Item2, one.Item3)).Array[6, 14].Array[Together];

    [Fact]
    public Task What_several_did_at_once_is_what_they_would_have_done_one_after_the_other() => Commands.SampleAsync(
        async commands =>
        {
            var organisation = new OrganisationId($"{Guid.NewGuid():N}"[..12]);
            var actors = await BeginAsync(organisation);
            await actors.RunAsync(commands);

            var rows = await RowsAsync(organisation);
            PartitionAudit.Of(organisation, rows, Secrets).ShouldBeEmpty();
            var users = rows.Where(row => row.RowKey.StartsWith(Keys.Users, StringComparison.Ordinal)).Select(UserMapping.Read).ToDictionary(user => user.Id);
            ThereIsASerialOrder(actors, users);
            actors.Accepted.Select(accepted => accepted.User).ShouldBeUnique();
        },
        iter: Days,
        threads: 2);

    private async Task<Actors> BeginAsync(OrganisationId organisation)
    {
        var demo = CatalogueTests.Demo(organisation);
        // Links would bring members who did not come by a command.
        demo = demo with { Teams = [.. demo.Teams.Select(team => team with { ChatGroups = [] })] };
        await Get<IOrganisations>().CreateAsync(demo, Token);
        var doings = Doings.Of(this, new(organisation, null, WayIn.Api, null), new NoQueue(), new NoQueue(), Time);
        var setGroup = new SetGroupMember(Get<ICatalogues>(), doings.Change, new FindUsers(Get<IUsers>()), new(Get<ICatalogues>(), Get<Core.Listing.IUserLists>()));
        return new(doings, setGroup, [.. demo.Teams.Select(team => team.Id)], [.. demo.ChatGroups.Select(group => group.Id)], Token);
    }

    private static void ThereIsASerialOrder(Actors actors, Dictionary<UserId, User> users)
    {
        List<Holding> holdings = [];
        foreach (var done in actors.Done.GroupBy(one => one.User))
        {
            var (steps, wrong) = Serial.Replay(done);
            wrong.ShouldBeNull();
            var erased = actors.Erased.GetValueOrDefault(done.Key);
            users.ContainsKey(done.Key).ShouldBe(erased is null, $"{done.Key}");
            if (users.TryGetValue(done.Key, out var user))
            {
                (user.Version, UserState.Of(user)).ShouldBe((steps.Count, steps[^1].After), $"{done.Key}");
            }

            holdings.AddRange(Serial.Holdings(steps, erased));
        }

        users.Keys.Except(actors.Done.Select(one => one.User)).ShouldBeEmpty();
        holdings.SelectMany(one => holdings.Where(one.Contradicts), (one, other) => $"{one} beside {other}").ShouldBeEmpty();
        actors.Taken.Where(taken => !holdings.Any(holding => holding.Code == taken.Code && holding.MayBe(taken.When))).Select(taken => $"{taken.Code} was refused and nobody's").ShouldBeEmpty();
    }
}
