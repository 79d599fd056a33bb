using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tests.Leaving;

public sealed class ErasingTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IUsers Users => Get<IUsers>();

    private IErasures Erasures => Get<IErasures>();

    [Fact]
    public async Task R19_Nobody_finds_a_deleted_user_and_all_that_was_theirs_alone_can_be_used_again()
    {
        var user = await AddedAsync(Some.WholeUser(), Some.NationalId());
        Requests.Clear();

        (await EraseAsync(user.Id)).ShouldBeOfType<Changing.Changed>();

        // The last one clears the phone's index over all organisations.
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Transaction, RequestKind.Write]);
        (await Get<IPhones>().FindAsync(user.Phone!, Token)).ShouldNotContain(new LinkedUser(Organisation, user.Id));
        (await Users.FindAsync(Organisation, user.Id, Token)).ShouldBeNull();
        (await Users.FindByCodeAsync(Organisation, user.Code!, Token)).ShouldBeNull();
        (await Users.FindByNationalIdAsync(Organisation, Some.NationalId(), Token)).ShouldBeNull();
        (await Users.AddAsync(Organisation, Some.New(Some.WholeUser(), Some.NationalId()), Token)).ShouldBeOfType<Adding.Added>();
    }

    [Fact]
    public async Task D22_What_stays_of_a_deleted_user_is_the_history_without_values_and_a_job_for_the_rest()
    {
        var user = await AddedAsync(Some.WholeUser(), Some.NationalId(), invited: true);
        await Get<IDrafts>().WriteAsync(Organisation, user.Id, "{}", null, Token);
        await Get<IChats>().RememberAsync(Organisation, user.Id, "chat", Token);

        await EraseAsync(user.Id);
        await Erasures.FinishAsync(Organisation, user.Id, Token);

        var rows = await RowsAsync();
        rows.Select(row => row.RowKey[..2]).Distinct().ShouldBe(["a:", "j:", "o:", "w:"], ignoreOrder: true);
        var texts = rows.SelectMany(row => row.Select(column => column.Value).OfType<string>()).ToList();
        foreach (var value in (string[])["Lucía", "Marín", "A-17", "Madrid", "34612345678", "Example", "notes"])
        {
            texts.ShouldNotContain(text => text.Contains(value, StringComparison.OrdinalIgnoreCase), value);
        }

        (await Get<IDrafts>().ReadAsync(Organisation, user.Id, Token)).Json.ShouldBeNull();
        (await Get<IChats>().FindAsync(Organisation, user.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_late_repeat_of_the_registration_does_not_bring_a_deleted_user_back()
    {
        var operation = new Operation(Some.OperationId(), "hash");
        var user = Some.New(Some.User(code: "A-1"), operation: operation);
        await Users.AddAsync(Organisation, user, Token);
        await EraseAsync(user.User.Id);
        await Erasures.FinishAsync(Organisation, user.User.Id, Token);

        (await Users.AddAsync(Organisation, user, Token)).ShouldBeOfType<Adding.Mismatch>();
        (await Users.FindByCodeAsync(Organisation, new("A-1"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task R30_No_token_of_a_deleted_user_leads_anywhere()
    {
        var added = Some.New(Some.User(), invited: true);
        await Users.AddAsync(Organisation, added, Token);
        var again = added.Invitation!.Resent("2026", null, atOnce: false, new(Some.Now, null), 14, added.Operation.Id, Some.Now)!;
        await Users.ChangeAsync(Organisation, added.User.Id, user => Some.Change(same => same)(user)! with { MoveInvitation = _ => again }, Token);
        InvitationToken[] tokens = [InvitationToken.Of(added.Invitation!, Secrets), InvitationToken.Of(again, Secrets)];
        foreach (var token in tokens)
        {
            await Get<IInvitations>().PublishTokenAsync(Organisation, added.Invitation!, token, Token);
        }

        await EraseAsync(added.User.Id);
        await Erasures.FinishAsync(Organisation, added.User.Id, Token);

        foreach (var token in tokens)
        {
            (await Get<IInvitations>().FindByTokenAsync(token.Hash, Token)).ShouldBeNull();
        }

        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("i:", StringComparison.Ordinal) || key.StartsWith("z:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invitation_that_a_delivery_moves_while_its_user_is_removed_leaves_nothing_to_be_sent()
    {
        var added = Some.New(Some.User(), invited: true);
        await Users.AddAsync(Organisation, added, Token);
        await EraseAsync(added.User.Id);
        Faults.Before(RequestKind.Write, async () =>
        {
            var stored = (await Get<IInvitations>().FindAsync(Organisation, added.User.Id, added.Invitation!.Id, Token))!;
            (await Get<IInvitations>().MoveAsync(Organisation, stored, stored.Value.AtTurn(Some.Now.AddMinutes(5)), audit: null, Token)).ShouldNotBeNull();
        });

        await Erasures.FinishAsync(Organisation, added.User.Id, Token);

        Faults.AllHappened.ShouldBeTrue();
        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("i:", StringComparison.Ordinal) || key.StartsWith("z:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_of_more_rows_than_a_transaction_holds_is_gone_at_once_and_the_rest_follows_even_after_a_crash()
    {
        var teams = Enumerable.Range(0, 60).Select(_ => new TeamMembership(new(Guid.CreateVersion7()), TeamRole.Member, false)).ToArray();
        var user = await AddedAsync(Some.User(code: "B-1") with { Teams = [.. teams] });
        (await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Tags = [.. Enumerable.Range(0, 60).Select(tag => new Label($"tag {tag}"))] }), Token)).ShouldBeOfType<Changing.Changed>();
        (await RowKeysAsync()).Count(key => key.StartsWith("p:", StringComparison.Ordinal)).ShouldBeGreaterThan(100);

        (await EraseAsync(user.Id)).ShouldBeOfType<Changing.Changed>();
        (await Users.FindAsync(Organisation, user.Id, Token)).ShouldBeNull();
        (await Users.AddAsync(Organisation, Some.New(Some.User(code: "B-1")), Token)).ShouldBeOfType<Adding.Added>();

        // Whoever dies in the middle leaves what the next one needs.
        Faults.Answer(RequestKind.Write, 400);
        await Should.ThrowAsync<Azure.RequestFailedException>(() => Erasures.FinishAsync(Organisation, user.Id, Token));
        await Erasures.FinishAsync(Organisation, user.Id, Token);

        (await RowsAsync()).ShouldNotContain(row => row.RowKey.StartsWith("p:", StringComparison.Ordinal) && row.RowKey.EndsWith(user.Id.ToString(), StringComparison.Ordinal));
        (await Users.FindByCodeAsync(Organisation, new("B-1"), Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_was_one()
    {
        var user = await AddedAsync(Some.User());
        Faults.LoseAnswerOf(RequestKind.Transaction);

        (await EraseAsync(user.Id)).ShouldBeOfType<Changing.Changed>();
    }

    [Fact]
    public async Task A_row_that_is_missing_does_not_hold_a_deletion_up()
    {
        var user = await AddedAsync(Some.WholeUser());
        await Tables.Directory.DeleteEntityAsync(Organisation.Value, (await RowKeysAsync()).First(key => key.StartsWith("p:tag", StringComparison.Ordinal)), cancellationToken: Token);

        (await EraseAsync(user.Id)).ShouldBeOfType<Changing.Changed>();
    }

    [Fact]
    public async Task R24_The_last_Account_Administrator_is_not_deleted()
    {
        var one = await AddedAsync(Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now });
        (await EraseAsync(one.Id)).ShouldBeOfType<Changing.LastAccountAdministrator>();

        await AddedAsync(Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now });
        (await EraseAsync(one.Id)).ShouldBeOfType<Changing.Changed>();
    }

    [Fact]
    public Task R24_Of_two_Account_Administrators_who_delete_and_block_each_other_at_once_one_stays() =>
        Parallel.ForEachAsync(Enumerable.Range(0, 50), Token, async (pair, _) =>
        {
            var organisation = new OrganisationId($"{Organisation.Value}-{pair}");
            var (one, other) = (Some.New(Administrator()), Some.New(Administrator()));
            await Users.AddAsync(organisation, one, Token);
            await Users.AddAsync(organisation, other, Token);

            var outcomes = await Task.WhenAll(EraseAsync(one.User.Id, organisation), Users.ChangeAsync(organisation, other.User.Id, Some.Change(user => user with { BlockedAt = Some.Now }), Token));

            outcomes.Count(outcome => outcome is Changing.Changed).ShouldBe(1);
            outcomes.Count(outcome => outcome is Changing.LastAccountAdministrator).ShouldBe(1);
        });

    private static User Administrator() => Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now };

    private async Task<User> AddedAsync(User user, NationalId? nationalId = null, bool invited = false)
    {
        var added = Some.New(user, nationalId, invited: invited);
        (await Users.AddAsync(Organisation, added, Token)).ShouldBeOfType<Adding.Added>();
        return added.User;
    }

    private Task<Changing> EraseAsync(UserId user, OrganisationId? organisation = null)
    {
        var actor = new Actor(organisation ?? Organisation, null, WayIn.Api, null);
        var job = Job.ClearRelatedTo(new(Guid.CreateVersion7()), user, actor, Some.Now);
        var audit = Some.Audit(Some.OperationId(), "user.deleted");
        return Erasures.EraseAsync(organisation ?? Organisation, user, _ => new(audit, [job]), Token);
    }
}
