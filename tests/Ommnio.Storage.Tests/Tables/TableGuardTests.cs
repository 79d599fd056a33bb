using Azure.Data.Tables;
using Ommnio.Storage.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Tables;

/// <summary>What Azure refuses and Azurite partly lets through never leaves the process.</summary>
public sealed class TableGuardTests(SharedAzurite azurite) : StorageTests(azurite)
{
    [Fact]
    public Task A_transaction_of_more_than_a_hundred() => RefusedAsync([.. Enumerable.Range(0, 101).Select(i => Row($"{i}"))]);

    [Fact]
    public Task A_transaction_of_nothing() => RefusedAsync();

    [Fact]
    public Task A_transaction_over_two_partitions() => RefusedAsync(Row("1"), new("other", "2"));

    [Fact]
    public Task A_transaction_with_an_entity_twice() => RefusedAsync(Row("1"), Row("1"));

    [Fact]
    public Task A_transaction_beyond_four_mebibytes() => RefusedAsync([.. Enumerable.Range(0, 5).Select(i => Big($"{i}", 900_000))]);

    [Fact]
    public Task A_transaction_whose_accents_make_its_body_too_big() => RefusedAsync([.. Enumerable.Range(0, 30).Select(i => new TableEntity(Organisation.Value, $"{i}") { ["Text"] = new string('é', 30_000) })]);

    [Fact]
    public Task An_entity_beyond_one_mebibyte() => RefusedAsync(Big("1", 1_060_000));

    [Fact]
    public Task An_entity_with_more_than_252_properties() => RefusedAsync(With("1", 253));

    [Fact]
    public Task A_text_beyond_32_K_characters() => RefusedAsync(new TableEntity(Organisation.Value, "1") { ["Text"] = new string('x', 32_769) });

    [Fact]
    public Task A_binary_beyond_64_KiB() => RefusedAsync(new TableEntity(Organisation.Value, "1") { ["Bytes"] = new byte[65_537] });

    [Theory]
    [InlineData('/')]
    [InlineData('\\')]
    [InlineData('#')]
    [InlineData('?')]
    [InlineData('\0')]
    [InlineData('\u001f')]
    [InlineData('\u007f')]
    [InlineData('\u009f')]
    [InlineData('\ud83d')]
    public async Task A_key_with_a_forbidden_character(char unit)
    {
        await RefusedAsync(Row($"a{unit}"));
        await RefusedAsync(new TableEntity($"a{unit}", "1"));
    }

    [Fact]
    public async Task A_key_beyond_512_characters()
    {
        await RefusedAsync(Row(new('x', 513)));
        await RefusedAsync(new TableEntity(new('x', 513), "1"));
    }

    [Fact]
    public async Task What_just_fits_is_taken_by_the_guard_and_by_the_storage()
    {
        await StorageTables.SubmitAsync(Tables.Directory, [.. Enumerable.Range(0, 100).Select(i => StorageTables.Add(Row($"{i}")))], Token);
        await StorageTables.SubmitAsync(Tables.Directory, [StorageTables.Add(With("many", 252)), StorageTables.Add(Big("big", 1_000_000)), StorageTables.Add(Row(new('k', 512)))], Token);
    }

    private async Task RefusedAsync(params TableEntity[] rows)
    {
        Requests.Clear();
        await Should.ThrowAsync<InvalidOperationException>(() => StorageTables.SubmitAsync(Tables.Directory, [.. rows.Select(StorageTables.Add)], Token));
        Requests.Kinds.ShouldBeEmpty();
    }

    private TableEntity Row(string key) => new(Organisation.Value, key);

    private TableEntity With(string key, int properties)
    {
        var row = Row(key);
        for (var i = 0; i < properties; i++)
        {
            row[$"P{i}"] = i;
        }

        return row;
    }

    private TableEntity Big(string key, int bytes)
    {
        var row = Row(key);
        for (var i = 0; i * 60_000 < bytes; i++)
        {
            row[$"P{i}"] = new byte[Math.Min(60_000, bytes - (i * 60_000))];
        }

        return row;
    }
}
