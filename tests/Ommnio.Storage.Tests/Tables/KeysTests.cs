using Azure.Data.Tables;
using CsCheck;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Tables;

public sealed class KeysTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly UserId Ana = new(Guid.CreateVersion7());
    private static readonly UserId Bea = new(Guid.CreateVersion7());
    private static readonly OperationId Operation = new("a1b2c3");

    private static Gen<DateTimeOffset> Instants => Gen.Long[DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private static Gen<string> Folded => Hard.Name.Select(PlainText.Fold);

    [Fact]
    public void No_key_made_of_any_text_breaks_the_guard() => Hard.Text.Sample(text =>
        KeysOf(text).ToList().ForEach(key => TableGuard.Check(new TableEntity("acme-1", key))));

    [Fact]
    public void Keys_of_different_things_never_meet() => Gen.Select(Hard.Text, Hard.Text).Sample((one, other) =>
        one == other || KeysOf(one).Concat(KeysOf(other)).Distinct().Count() == 2 * KeysOf(one).Count());

    [Fact]
    public void The_longest_keys_stay_under_the_limit() =>
        KeysOf(new string('/', 2_000)).Concat(KeysOf(string.Concat(Enumerable.Repeat("🙂", 1_000)))).Max(key => key.Length).ShouldBeLessThanOrEqualTo(512);

    [Fact]
    public void Names_stand_in_their_order_and_a_name_before_those_that_go_on() => Gen.Select(Folded, Folded).Sample((one, other) =>
        KeyText.Escape(one) == KeyText.Escape(other) ||
        Math.Sign(string.CompareOrdinal(Keys.Place(one, Ana), Keys.Place(other, Bea))) == Math.Sign(string.CompareOrdinal(KeyText.Escape(one), KeyText.Escape(other))));

    [Fact]
    public void A_range_of_names_holds_those_that_begin_so_and_no_others() => Gen.Select(Folded, Folded).Sample((prefix, name) =>
        IsIn(From(prefix), Named(prefix + name)) && IsIn(From(prefix), Named(name)) == name.StartsWith(prefix, StringComparison.Ordinal));

    [Fact]
    public void No_place_lies_between_one_and_what_is_beyond_it() => Gen.Select(Folded, Folded).Sample((one, other) =>
        string.CompareOrdinal(Keys.Place(other, Bea), Keys.Place(one, Ana)) > 0 == string.CompareOrdinal(Keys.Place(other, Bea), Keys.Beyond(Keys.Place(one, Ana))) >= 0);

    [Fact]
    public void Any_range_holds_what_begins_so_and_can_be_sent() => Gen.Select(Hard.Text, Hard.Text).Sample((prefix, rest) =>
    {
        var range = From(prefix);
        return IsIn(range, Named(prefix + rest)) && !char.IsSurrogate(range.Below[^1]) && string.CompareOrdinal(range.From, range.Below) < 0;
    });

    [Fact]
    public void A_list_holds_its_own_rows_alone()
    {
        var name = new PersonName("n:", "m:");
        string[] keys = [Keys.Name(name, Ana), Keys.LastName(name, Ana), Keys.User(Ana), Keys.Operation(Operation), Keys.Posting("area", "n", name, Ana), Keys.Posting("area", "n n", name, Ana), Keys.Posting("tag", "n", name, Ana)];

        foreach (var prefix in (string[])[Keys.Names, Keys.LastNames, Keys.PostingPrefix("area", "n"), Keys.PostingPrefix("area", "n n")])
        {
            keys.Where(key => IsIn(Keys.Range(prefix), key)).ShouldHaveSingleItem().ShouldStartWith(prefix);
        }
    }

    [Fact]
    public void The_outbox_is_in_the_order_of_what_is_due() => Gen.Select(Instants, Instants).Sample((one, other) =>
        Math.Sign(string.CompareOrdinal(Keys.Outbox(one, Operation), Keys.Outbox(other, Operation))) == one.CompareTo(other)
        && IsIn(Keys.OutboxBefore(other), Keys.Outbox(one, Operation)) == (one < other));

    [Fact]
    public void The_audit_is_in_the_order_of_time_newest_first() => Gen.Select(Instants, Instants).Sample((one, other) =>
        Math.Sign(string.CompareOrdinal(Keys.Audit(Ana, one, Operation, "x"), Keys.Audit(Ana, other, Operation, "x"))) == other.CompareTo(one));

    [Fact]
    public void The_same_moment_in_another_offset_is_the_same_key() =>
        Keys.Outbox(Some.Now.ToOffset(TimeSpan.FromHours(5)), Operation).ShouldBe(Keys.Outbox(Some.Now, Operation));

    [Fact]
    public async Task What_is_written_under_a_hard_key_is_found_by_point_and_by_range()
    {
        foreach (var text in Hard.Values)
        {
            var (name, posting) = (Named(text), Keys.Posting("tag", text, new(text, text), Ana));
            await StorageTables.SubmitAsync(Tables.Directory, [StorageTables.Add(new(Organisation.Value, name)), StorageTables.Add(new(Organisation.Value, posting))], Token);

            (await StorageTables.FindAsync(Tables.Directory, Organisation.Value, name, Token)).ShouldNotBeNull();
            (await StorageTables.FindAsync(Tables.Directory, Organisation.Value, posting, Token)).ShouldNotBeNull();
            var (from, below) = From(text);
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Organisation.Value} and RowKey ge {from} and RowKey lt {below}");
            (await Tables.Directory.QueryAsync<TableEntity>(filter, cancellationToken: Token).AnyAsync(row => row.RowKey == name, Token)).ShouldBeTrue();
        }
    }

    private static IEnumerable<string> KeysOf(string text) =>
    [
        Named(text),
        Keys.LastNames + Keys.Place(text, Ana),
        Keys.Posting("tag", text, new(text, text), Ana),
        Keys.Posting("location", text, new(text, text), Ana),
    ];

    private static string Named(string folded) => Keys.Names + Keys.Place(folded, Ana);

    private static (string From, string Below) From(string folded) => Keys.Range(Keys.Names + Keys.PlacesFrom(folded));

    private static bool IsIn((string From, string Below) range, string key) =>
        string.CompareOrdinal(key, range.From) >= 0 && string.CompareOrdinal(key, range.Below) < 0;
}
