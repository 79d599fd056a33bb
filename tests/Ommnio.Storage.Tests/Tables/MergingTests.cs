using CsCheck;
using Ommnio.Storage.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Tables;

/// <summary>Unions and intersections of lists, without any storage: they must be what sets say.</summary>
public sealed class MergingTests
{
    private static readonly Gen<string> Place = Gen.String[Gen.Char['a', 'd'], 1, 3];

    private static readonly Gen<string[][]> Lists = Place.Array[0, 12].Array[1, 5];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_union_meets_every_place_once_in_order_and_all_that_is_there() => Lists.SampleAsync(async lists =>
    {
        var expected = lists.SelectMany(list => list).Distinct().Order(StringComparer.Ordinal)
            .Select(place => $"{place}: {string.Join(',', Enumerable.Range(0, lists.Length).Where(number => lists[number].Contains(place)))}");

        (await AllAsync(new Union<int>(Walks(lists)), "")).Select(stop => $"{stop.Place}: {string.Join(',', stop.Met)}").ShouldBe(expected);
    });

    [Fact]
    public Task An_intersection_meets_the_places_that_all_have() => Lists.SampleAsync(async lists =>
    {
        var expected = lists.Aggregate((one, other) => [.. one.Intersect(other)]).Distinct().Order(StringComparer.Ordinal);

        (await AllAsync(new Intersection<int>(Walks(lists), ""))).ShouldBe(expected);
    });

    [Fact]
    public Task Sets_of_unions_intersect_as_sets_do() => Lists.Array[1, 3].SampleAsync(async sets =>
    {
        var expected = sets.Select(lists => lists.SelectMany(list => list)).Aggregate((one, other) => one.Intersect(other)).Distinct().Order(StringComparer.Ordinal);

        (await AllAsync(new Intersection<int>([.. sets.Select(lists => new Union<int>(Walks(lists)))], ""))).ShouldBe(expected);
    });

    [Fact]
    public Task A_reader_who_stops_anywhere_goes_on_from_there() => Gen.Select(Lists, Gen.Int[1, 4]).SampleAsync(async (lists, leaps) =>
    {
        List<string> met = [];
        var from = "";
        for (var isOver = false; !isOver;)
        {
            // Each time anew, as the next request would.
            var walk = new Intersection<int>(Walks(lists), from);
            for (var leap = 0; leap < leaps && !walk.IsOver; leap++)
            {
                met.AddRange(await walk.LeapAsync(Token) is { } stop ? [stop.Place] : []);
            }

            (from, isOver) = (walk.From, walk.IsOver);
        }

        met.ShouldBe(await AllAsync(new Intersection<int>(Walks(lists), "")));
    });

    [Fact]
    public Task An_intersection_leaps_over_what_only_the_longer_list_has() => Gen.Int[1, 20].SampleAsync(async shared =>
    {
        var few = new Listed([.. Enumerable.Range(0, shared).Select(number => $"{number * 50:D4}")], 0);
        var many = new Listed([.. Enumerable.Range(0, 1_000).Select(number => $"{number:D4}")], 1);

        (await AllAsync(new Intersection<int>([few, many], ""))).Count.ShouldBe(shared);

        many.Reached.ShouldBeLessThanOrEqualTo(shared + 1);
    });

    private static List<IWalk<int>> Walks(string[][] lists) => [.. lists.Select((places, number) => new Listed(places, number))];

    private static async Task<List<Stop<int>>> AllAsync(Union<int> walk, string from)
    {
        List<Stop<int>> stops = [];
        await walk.ReachAsync(from, Token);
        while (walk.Here is { } stop)
        {
            stops.Add(stop);
            await walk.ReachAsync(Keys.Beyond(stop.Place), Token);
        }

        return stops;
    }

    private static async Task<List<string>> AllAsync(Intersection<int> walk)
    {
        List<string> places = [];
        while (!walk.IsOver)
        {
            places.AddRange(await walk.LeapAsync(Token) is { } stop ? [stop.Place] : []);
        }

        return places;
    }

    /// <summary>A list in memory; counts how often it was sent somewhere.</summary>
    private sealed class Listed(string[] places, int number) : IWalk<int>
    {
        private readonly string[] sorted = [.. places.Distinct().Order(StringComparer.Ordinal)];
        private string? reached;

        public int Reached { get; private set; }

        public Stop<int>? Here => reached is not null && Array.Find(sorted, place => string.CompareOrdinal(place, reached) >= 0) is { } found ? new(found, [number]) : null;

        public ValueTask ReachAsync(string place, CancellationToken cancellationToken)
        {
            Reached++;
            reached = reached is null || string.CompareOrdinal(place, reached) > 0 ? place : reached;
            return ValueTask.CompletedTask;
        }
    }
}
