using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Registering;

public sealed class ChangingTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IUsers Users => Get<IUsers>();

    [Fact]
    public async Task A_change_is_one_read_and_one_transaction()
    {
        var user = await AddedAsync(Some.WholeUser());

        var changed = await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Position = new("Manager") }), Token);

        changed.ShouldBeOfType<Changing.Changed>().User.Version.ShouldBe(2);
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Transaction]);
    }

    [Fact]
    public async Task A_change_leaves_the_rows_that_a_new_user_of_that_kind_would_have()
    {
        var user = await AddedAsync(Some.WholeUser(), Some.NationalId());
        var after = Some.User("Eva", "Ruiz", "B-1") with { Id = user.Id, Email = EmailAddress.FromStored("eva@example.com"), Tags = [new("first AID"), new("driver")] };

        await Users.ChangeAsync(Organisation, user.Id, Some.Change(_ => after, removeNationalId: true), Token);

        var rows = await RowsAsync();
        var expected = new UserRows(new PersonalData(Secrets)).Of(Organisation, after with { Version = 2 }, null);
        rows.Where(row => row.RowKey[..2] is not ("a:" or "o:")).Select(row => row.RowKey).ShouldBe(expected.Keys, ignoreOrder: true);
        rows.Where(row => row.ContainsKey("Doc") && row.RowKey[..2] is not ("a:" or "o:")).ShouldAllBe(row => row.GetString("Doc") == expected[row.RowKey].GetString("Doc"));
        rows.Count(row => row.RowKey.StartsWith("a:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_change_of_nothing_that_others_show_touches_the_user_alone()
    {
        var user = await AddedAsync(Some.User());
        var before = (await RowsAsync()).ToDictionary(row => row.RowKey, row => row.ETag);

        await Users.ChangeAsync(Organisation, user.Id, Some.Change(one => one with { Notes = "new" }), Token);

        var touched = (await RowsAsync()).Where(row => !before.TryGetValue(row.RowKey, out var etag) || etag != row.ETag).Select(row => row.RowKey[..2]);
        touched.ShouldBe(["a:", "u:"]);
    }

    [Fact]
    public async Task What_a_user_gives_up_is_free_for_others()
    {
        var user = await AddedAsync(Some.WholeUser(), Some.NationalId());
        await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Code = null, Email = null, Phone = null, HasNationalId = false }, removeNationalId: true), Token);

        (await Users.AddAsync(Organisation, Some.New(Some.WholeUser(), Some.NationalId()), Token)).ShouldBeOfType<Adding.Added>();
        (await Users.FindByNationalIdAsync(Organisation, Some.NationalId(), Token))!.Id.ShouldNotBe(user.Id);
    }

    [Fact]
    public async Task A_code_written_otherwise_stays_the_users_own_and_shows_the_new_spelling()
    {
        var user = await AddedAsync(Some.User(code: "a-17"));

        (await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Code = new("A-17") }), Token)).ShouldBeOfType<Changing.Changed>();

        (await Users.FindByCodeAsync(Organisation, new("a-17"), Token))!.Code!.Text.ShouldBe("A-17");
    }

    [Fact]
    public async Task The_national_id_stays_unless_it_is_changed_or_removed()
    {
        var user = await AddedAsync(Some.User(), Some.NationalId());

        await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Position = new("Manager") }), Token);
        (await Users.FindByNationalIdAsync(Organisation, Some.NationalId(), Token)).ShouldNotBeNull();

        await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before, Some.NationalId("87654321X")), Token);
        (await Users.FindByNationalIdAsync(Organisation, Some.NationalId(), Token)).ShouldBeNull();
        (await Users.FindByNationalIdAsync(Organisation, Some.NationalId("87654321X"), Token)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("code")]
    [InlineData("nationalId")]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task Nobody_takes_what_another_has_by_a_change(string field)
    {
        var holder = await AddedAsync(Some.WholeUser(), Some.NationalId());
        var user = await AddedAsync(Some.User(code: "B-1"));
        var keys = await RowKeysAsync();

        var changing = await Users.ChangeAsync(
            Organisation,
            user.Id,
            Some.Change(
                before => before with
                {
                    Code = field == "code" ? holder.Code : before.Code,
                    Email = field == "email" ? holder.Email : null,
                    Phone = field == "phone" ? holder.Phone : null,
                },
                field == "nationalId" ? Some.NationalId() : null),
            Token);

        changing.ShouldBe(new Changing.Taken(field, holder.Id));
        (await RowKeysAsync()).ShouldBe(keys);
        AddingTests.Same(await Users.FindAsync(Organisation, user.Id, Token), user);
    }

    [Fact]
    public async Task Of_concurrent_changes_none_is_lost()
    {
        var user = await AddedAsync(Some.User());
        async Task<bool> TagAsync(int number)
        {
            while (true)
            {
                var changing = await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Tags = before.Tags.Add(new($"tag {number}")) }), Token);
                if (changing is not Changing.Busy)
                {
                    return changing is Changing.Changed;
                }
            }
        }

        (await Task.WhenAll(Enumerable.Range(0, 20).Select(TagAsync))).ShouldAllBe(done => done);

        var after = (await Users.FindAsync(Organisation, user.Id, Token))!;
        after.Tags.Select(tag => tag.Text).Order().ShouldBe(Enumerable.Range(0, 20).Select(i => $"tag {i}").Order());
        after.Version.ShouldBe(21);
        (await RowKeysAsync()).Count(key => key.StartsWith("p:tag:", StringComparison.Ordinal)).ShouldBe(20);
    }

    [Fact]
    public async Task Who_was_overtaken_decides_again_on_what_is_there_now()
    {
        var user = await AddedAsync(Some.User());
        Faults.Before(RequestKind.Transaction, () => Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Notes = "first" }), Token));

        var changing = await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Notes = $"{before.Notes}, second" }), Token);

        changing.ShouldBeOfType<Changing.Changed>().User.Notes.ShouldBe("first, second");
    }

    [Fact]
    public async Task Who_is_overtaken_again_and_again_is_told_that_it_is_busy()
    {
        var user = await AddedAsync(Some.User());
        for (var i = 0; i < 5; i++)
        {
            Faults.Before(RequestKind.Transaction, async () =>
            {
                var row = await Tables.Directory.GetEntityAsync<Azure.Data.Tables.TableEntity>(Organisation.Value, Keys.User(user.Id), cancellationToken: Token);
                await Tables.Directory.UpdateEntityAsync(row.Value, row.Value.ETag, Azure.Data.Tables.TableUpdateMode.Replace, Token);
            });
        }

        (await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before), Token)).ShouldBeOfType<Changing.Busy>();

        Faults.AllHappened.ShouldBeTrue();
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_recognises_itself_and_is_done_once()
    {
        var user = await AddedAsync(Some.User());
        Faults.LoseAnswerOf(RequestKind.Transaction);

        var changing = await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Notes = $"{before.Notes}x" }), Token);

        changing.ShouldBeOfType<Changing.Changed>().User.Notes.ShouldBe("x");
        var stored = (await Users.FindAsync(Organisation, user.Id, Token))!;
        (stored.Notes, stored.Version).ShouldBe(("x", 2));
    }

    [Fact]
    public async Task A_decision_that_refuses_writes_nothing()
    {
        var user = await AddedAsync(Some.User());

        (await Users.ChangeAsync(Organisation, user.Id, _ => null, Token)).ShouldBeOfType<Changing.Refused>();
        (await Users.ChangeAsync(Organisation, new(Guid.CreateVersion7()), _ => null, Token)).ShouldBeOfType<Changing.NotFound>();

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read]);
    }

    [Fact]
    public async Task What_does_not_fit_into_one_transaction_is_refused_before_anything_is_sent()
    {
        var user = await AddedAsync(Some.User());

        var many = await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Tags = [.. Enumerable.Range(0, 120).Select(i => new Label($"tag {i}"))] }), Token);
        var wordy = await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Notes = new('n', 40_000) }), Token);

        many.ShouldBeOfType<Changing.TooLarge>();
        wordy.ShouldBeOfType<Changing.TooLarge>();
        Requests.Kinds.ShouldNotContain(RequestKind.Transaction);
    }

    private async Task<User> AddedAsync(User user, NationalId? nationalId = null)
    {
        var added = Some.New(user, nationalId);
        (await Users.AddAsync(Organisation, added, Token)).ShouldBeOfType<Adding.Added>();
        Requests.Clear();
        return added.User;
    }
}
