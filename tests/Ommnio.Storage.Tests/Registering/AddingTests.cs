using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Registering;

public sealed class AddingTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IUsers Users => Get<IUsers>();

    [Fact]
    public async Task Adding_a_user_with_an_invitation_is_one_transaction_and_before_it_a_write_of_the_phones_index()
    {
        (await Users.AddAsync(Organisation, Some.New(Some.WholeUser(), Some.NationalId(), invited: true), Token)).ShouldBeOfType<Adding.Added>();

        Requests.Kinds.ShouldBe([RequestKind.Write, RequestKind.Transaction]);
    }

    [Fact]
    public async Task A_user_with_everything_leaves_every_row_of_the_design()
    {
        await Users.AddAsync(Organisation, Some.New(Some.WholeUser(), Some.NationalId(), invited: true), Token);

        // The eleven postings: state, area, location, manager, two tags, two teams, one of them administered, two chat groups.
        (await RowKeysAsync()).CountBy(key => key[0]).Select(kind => $"{kind.Key}{kind.Value}").ShouldBe(
            ["a1", "c1", "e1", "i1", "m1", "n1", "o1", "p11", "t1", "u1", "x1", "z1"]);
    }

    [Fact]
    public async Task A_user_with_the_required_fields_leaves_no_row_that_they_do_not_need()
    {
        await Users.AddAsync(Organisation, Some.New(Some.User()), Token);

        (await RowKeysAsync()).Select(key => key[..2]).Order(StringComparer.Ordinal).ShouldBe(["a:", "m:", "n:", "o:", "p:", "p:", "u:"]);
    }

    [Fact]
    public async Task What_was_added_is_read_back_as_it_was()
    {
        var user = Some.WholeUser();
        await Users.AddAsync(Organisation, Some.New(user, Some.NationalId()), Token);

        Same(await Users.FindAsync(Organisation, user.Id, Token), user);
        Same(await Users.FindByCodeAsync(Organisation, new("A-17"), Token), user);
        Same(await Users.FindByNationalIdAsync(Organisation, Some.NationalId("1234.5678-z"), Token), user);
    }

    [Fact]
    public async Task Looking_up_by_code_is_exactly_one_point_read()
    {
        await Users.AddAsync(Organisation, Some.New(Some.User(code: "A-17")), Token);
        Requests.Clear();

        (await Users.FindByCodeAsync(Organisation, new("A-17"), Token)).ShouldNotBeNull();
        (await Users.FindByCodeAsync(Organisation, new("A-18"), Token)).ShouldBeNull();

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read]);
    }

    [Theory]
    [InlineData("a-17")]
    [InlineData(" A-17 ")]
    [InlineData("Ａ－１７")]
    public async Task A_code_comes_back_as_sent_and_is_found_by_any_spelling_that_folds_to_it(string spelling)
    {
        await Users.AddAsync(Organisation, Some.New(Some.User(code: "A-17")), Token);

        (await Users.FindByCodeAsync(Organisation, new(spelling), Token))!.Code!.Text.ShouldBe("A-17");
        (await Users.AddAsync(Organisation, Some.New(Some.User(code: spelling)), Token)).ShouldBeOfType<Adding.Taken>().Field.ShouldBe("code");
    }

    [Fact]
    public async Task A_code_with_leading_zeros_is_another_code()
    {
        await Users.AddAsync(Organisation, Some.New(Some.User(code: "17")), Token);

        (await Users.AddAsync(Organisation, Some.New(Some.User(code: "017")), Token)).ShouldBeOfType<Adding.Added>();
    }

    [Theory]
    [InlineData("code")]
    [InlineData("nationalId")]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task A_value_that_somebody_has_is_taken_and_leaves_nothing_behind(string field)
    {
        var holder = Some.WholeUser();
        await Users.AddAsync(Organisation, Some.New(holder, Some.NationalId()), Token);
        var before = await RowKeysAsync();
        var same = Some.User() with
        {
            Code = field == "code" ? holder.Code : null,
            Email = field == "email" ? EmailAddress.FromStored("lucia@example.COM") : null,
            Phone = field == "phone" ? holder.Phone : null,
        };

        var taken = await Users.AddAsync(Organisation, Some.New(same, field == "nationalId" ? Some.NationalId("12345678 z") : null, invited: true), Token);

        taken.ShouldBe(new Adding.Taken(field, holder.Id));
        (await RowKeysAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_values_in_two_organisations_do_not_clash()
    {
        var other = new OrganisationId($"{Organisation}b");
        await Users.AddAsync(Organisation, Some.New(Some.WholeUser(), Some.NationalId()), Token);

        (await Users.AddAsync(other, Some.New(Some.WholeUser(), Some.NationalId()), Token)).ShouldBeOfType<Adding.Added>();

        string[] Hashes(IReadOnlyList<Azure.Data.Tables.TableEntity> rows) => [.. rows.Select(row => row.RowKey).Where(key => key[..2] is "x:" or "e:" or "t:")];
        Hashes(await RowsAsync()).Intersect(Hashes(await RowsAsync(other))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_simultaneous_creations_with_the_same_code_exactly_one_succeeds()
    {
        foreach (var pair in Enumerable.Range(0, 50).Chunk(10))
        {
            await Task.WhenAll(pair.Select(async number =>
            {
                var outcomes = await Task.WhenAll(
                    Users.AddAsync(Organisation, Some.New(Some.User(code: $"pair-{number}")), Token),
                    Users.AddAsync(Organisation, Some.New(Some.User(code: $"PAIR-{number} ")), Token));
                outcomes.OfType<Adding.Added>().Count().ShouldBe(1);
                var holder = await Users.FindByCodeAsync(Organisation, new($"pair-{number}"), Token);
                outcomes.OfType<Adding.Taken>().ShouldBe([new("code", holder!.Id)]);
            }));
        }

        (await RowKeysAsync()).Count(key => key.StartsWith("u:", StringComparison.Ordinal)).ShouldBe(50);
    }

    [Fact]
    public async Task Two_hundred_parallel_repeats_of_an_operation_make_one_user_and_give_equal_answers()
    {
        var operation = new Operation(Some.OperationId(), "hash");
        async Task<string> AddAsync()
        {
            var mine = Some.New(Some.WholeUser(), Some.NationalId(), operation, invited: true);
            return await Users.AddAsync(Organisation, mine, Token) switch
            {
                Adding.Added => UserMapping.Write(mine.User) + mine.Invitation,
                Adding.Repeated repeated => UserMapping.Write(repeated.User) + repeated.Invitation,
                var other => other.ToString(),
            };
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => AddAsync()));

        answers.Distinct().Count().ShouldBe(1);
        (await RowKeysAsync()).Count(key => key.StartsWith("u:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_answers_what_was_made_then_though_the_user_has_changed_since()
    {
        var first = Some.New(Some.User(), operation: new(Some.OperationId(), "hash"), invited: true);
        await Users.AddAsync(Organisation, first, Token);
        await Users.ChangeAsync(Organisation, first.User.Id, Some.Change(user => user with { Position = new("Manager") }), Token);

        var repeated = (await Users.AddAsync(Organisation, Some.New(Some.User(), operation: first.Operation, invited: true), Token)).ShouldBeOfType<Adding.Repeated>();

        Same(repeated.User, first.User);
        repeated.Invitation.ShouldBe(first.Invitation);
        Same((await Users.RepeatedAsync(Organisation, first.Operation, Token)).ShouldBeOfType<Adding.Repeated>().User, first.User);
        (await Users.RepeatedAsync(Organisation, first.Operation with { RequestHash = "another" }, Token)).ShouldBeOfType<Adding.Mismatch>();
        (await Users.RepeatedAsync(Organisation, new(Some.OperationId(), "hash"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_name_of_an_operation_does_not_serve_another_request()
    {
        var operation = Some.OperationId();
        await Users.AddAsync(Organisation, Some.New(Some.User(), operation: new(operation, "one")), Token);

        (await Users.AddAsync(Organisation, Some.New(Some.User(), operation: new(operation, "two")), Token)).ShouldBeOfType<Adding.Mismatch>();
    }

    [Fact]
    public async Task An_addition_whose_answer_was_lost_recognises_itself()
    {
        var user = Some.New(Some.WholeUser(), Some.NationalId(), invited: true);
        Faults.LoseAnswerOf(RequestKind.Transaction);

        var adding = await Users.AddAsync(Organisation, user, Token);

        Same(adding.ShouldBeOfType<Adding.Repeated>().User, user.User);
        Requests.Kinds.ShouldBe([RequestKind.Write, RequestKind.Transaction, RequestKind.Transaction, RequestKind.Read]);
    }

    [Fact]
    public async Task An_addition_of_which_nothing_is_known_is_told_by_repeating_it()
    {
        var user = Some.New(Some.WholeUser());
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.LoseAnswerOf(RequestKind.Transaction);
        }

        await Should.ThrowAsync<AggregateException>(() => Users.AddAsync(Organisation, user, Token));

        Same((await Users.AddAsync(Organisation, user, Token)).ShouldBeOfType<Adding.Repeated>().User, user.User);
    }

    [Fact]
    public async Task Looking_up_by_national_id_is_two_point_reads()
    {
        await Users.AddAsync(Organisation, Some.New(Some.User(), Some.NationalId()), Token);
        Requests.Clear();

        (await Users.FindByNationalIdAsync(Organisation, Some.NationalId(), Token)).ShouldNotBeNull();

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read]);
    }

    [Fact]
    public async Task A_busy_storage_and_a_broken_connection_are_tried_again()
    {
        Faults.Answer(RequestKind.Transaction, 503);
        Faults.BreakBefore(RequestKind.Transaction);

        (await Users.AddAsync(Organisation, Some.New(Some.User()), Token)).ShouldBeOfType<Adding.Added>();

        Requests.Kinds.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_lets_go_of_a_code_while_somebody_takes_it_loses_it()
    {
        var holder = Some.User(code: "A-17");
        await Users.AddAsync(Organisation, Some.New(holder), Token);
        // The loser of the race asks who holds the code only after the code is free again.
        Faults.Before(RequestKind.Read, () => Get<IUsers>().ChangeAsync(Organisation, holder.Id, Some.Change(user => user with { Code = null }), Token));

        (await Users.AddAsync(Organisation, Some.New(Some.User(code: "A-17")), Token)).ShouldBeOfType<Adding.Added>();
    }

    [Fact]
    public async Task What_does_not_fit_into_one_transaction_is_refused_before_anything_is_sent()
    {
        var many = Some.User() with { Tags = [.. Enumerable.Range(0, 120).Select(i => new Label($"tag {i}"))] };
        var wordy = Some.User() with { Notes = new('n', 40_000) };

        (await Users.AddAsync(Organisation, Some.New(many), Token)).ShouldBeOfType<Adding.TooLarge>();
        (await Users.AddAsync(Organisation, Some.New(wordy), Token)).ShouldBeOfType<Adding.TooLarge>();

        Requests.Kinds.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_that_somebody_has_is_our_own_fault_and_says_so()
    {
        var user = Some.User();
        await Users.AddAsync(Organisation, Some.New(user), Token);

        await Should.ThrowAsync<InvalidOperationException>(() => Users.AddAsync(Organisation, Some.New(user), Token));
    }

    internal static void Same(User? actual, User expected) => UserMapping.Write(actual.ShouldNotBeNull()).ShouldBe(UserMapping.Write(expected));
}
