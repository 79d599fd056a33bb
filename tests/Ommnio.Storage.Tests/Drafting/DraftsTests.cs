using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Drafting;

public sealed class DraftsTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly UserId administrator = new(Guid.CreateVersion7());

    private IDrafts Drafts => Get<IDrafts>();

    [Fact]
    public async Task A_turn_is_one_read_and_one_write()
    {
        var none = await ReadAsync();
        none.ShouldBe(new(null, null));
        (await WriteAsync("{}", null)).ShouldBeTrue();
        var first = await ReadAsync();
        first.Json.ShouldBe("{}");
        (await WriteAsync("""{"a":1}""", first.ETag)).ShouldBeTrue();

        (await ReadAsync()).Json.ShouldBe("""{"a":1}""");
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Write, RequestKind.Read, RequestKind.Write, RequestKind.Read]);
    }

    [Fact]
    public async Task Of_two_turns_at_once_the_slower_one_is_told()
    {
        (await WriteAsync("1", null)).ShouldBeTrue();
        (await WriteAsync("2", null)).ShouldBeFalse();
        var read = await ReadAsync();
        (await WriteAsync("3", read.ETag)).ShouldBeTrue();
        (await WriteAsync("4", read.ETag)).ShouldBeFalse();

        (await ReadAsync()).Json.ShouldBe("3");
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_recognises_itself()
    {
        Faults.LoseAnswerOf(RequestKind.Write);
        (await WriteAsync("1", null)).ShouldBeTrue();
        Faults.LoseAnswerOf(RequestKind.Write);

        (await WriteAsync("2", (await ReadAsync()).ETag)).ShouldBeTrue();

        (await ReadAsync()).Json.ShouldBe("2");
    }

    [Fact]
    public async Task An_equal_text_of_another_turn_is_not_taken_for_its_own()
    {
        await WriteAsync("1", null);
        var read = await ReadAsync();
        await WriteAsync("2", read.ETag);

        (await WriteAsync("2", read.ETag)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_long_draft_comes_back_whole_and_a_shorter_one_leaves_nothing_of_it()
    {
        // A character of two units wherever a piece may end.
        var text = "x" + string.Concat(Enumerable.Repeat("🙂", 99_999));
        (await WriteAsync(text, null)).ShouldBeTrue();
        var read = await ReadAsync();
        read.Json.ShouldBe(text);

        await WriteAsync("short", read.ETag);

        (await ReadAsync()).Json.ShouldBe("short");
    }

    [Fact]
    public async Task A_draft_beyond_all_measure_is_refused_before_anything_is_sent()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => WriteAsync(new('x', 200_001), null));

        Requests.Kinds.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_said_of_somebody_cannot_be_read_in_the_table()
    {
        await WriteAsync("""{"NationalId":"12345678Z"}""", null);

        var row = (await Tables.Drafts.QueryAsync<TableEntity>($"PartitionKey eq '{Organisation.Value}'").ToListAsync(Token)).ShouldHaveSingleItem();
        var bytes = row.Select(pair => pair.Value).SelectMany(value => value is byte[] piece ? piece : Encoding.UTF8.GetBytes($"{value}")).ToArray();
        Encoding.Latin1.GetString(bytes).ShouldNotContain("12345678Z");
        Encoding.Latin1.GetString(bytes).ShouldNotContain("NationalId");
    }

    [Fact]
    public async Task A_draft_copied_to_another_administrator_does_not_open()
    {
        await WriteAsync("mine", null);
        var other = new UserId(Guid.CreateVersion7());
        var row = (await Tables.Drafts.QueryAsync<TableEntity>($"PartitionKey eq '{Organisation.Value}'").ToListAsync(Token)).ShouldHaveSingleItem();
        row.RowKey = $"draft:{other}";
        await Tables.Drafts.AddEntityAsync(row, Token);

        await Should.ThrowAsync<AuthenticationTagMismatchException>(() => Drafts.ReadAsync(Organisation, other, Token));
    }

    [Fact]
    public async Task A_draft_whose_key_is_gone_is_given_up_and_can_be_written_anew()
    {
        await WriteAsync("mine", null);
        var row = (await Tables.Drafts.QueryAsync<TableEntity>($"PartitionKey eq '{Organisation.Value}'").ToListAsync(Token)).ShouldHaveSingleItem();
        row["KeyId"] = "gone";
        await Tables.Drafts.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Token);

        var read = await ReadAsync();
        read.Json.ShouldBeNull();
        (await WriteAsync("new", read.ETag)).ShouldBeTrue();
        (await ReadAsync()).Json.ShouldBe("new");
    }

    [Fact]
    public async Task Each_administrator_has_a_draft_of_their_own_in_each_organisation()
    {
        await WriteAsync("mine", null);

        (await Drafts.ReadAsync(Organisation, new(Guid.CreateVersion7()), Token)).Json.ShouldBeNull();
        (await Drafts.ReadAsync(new("other"), administrator, Token)).Json.ShouldBeNull();
    }

    private Task<StoredDraft> ReadAsync() => Drafts.ReadAsync(Organisation, administrator, Token);

    private async Task<bool> WriteAsync(string json, string? etag) => (await Drafts.WriteAsync(Organisation, administrator, json, etag, Token)).IsWritten;
}
