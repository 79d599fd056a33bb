using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Leaving;

public sealed class BlockUserTests
{
    private static readonly User Active = Some.User() with { SignedUpAt = Some.Now.AddDays(-90), LastAccessAt = Some.Now.AddDays(-1), Teams = [Some.In(Some.Bakery)] };
    private static readonly User Blocked = Active with { BlockedAt = Some.Now.AddDays(-2) };

    [Fact]
    public void R15_A_block_changes_nothing_but_the_state()
    {
        var change = Decide(Active, isBlocked: true).Change!;

        change.User.ShouldBe(Active with { BlockedAt = Some.Now, UpdatedAt = Some.Now, Version = Active.Version + 1 });
        change.User.StateAt(Some.Now).ShouldBe(UserState.Blocked);
        change.RemoveNationalId.ShouldBeFalse();
        (change.Audit.Action, change.Audit.Fields).ShouldBe(("user.blocked", change.Audit.Fields));
        change.Audit.Fields.ShouldBe(["state"]);
    }

    [Fact]
    public void R15_A_block_that_ends_leaves_the_user_as_they_were()
    {
        var change = Decide(Blocked, isBlocked: false).Change!;

        change.User.ShouldBe(Active with { UpdatedAt = Some.Now, Version = Active.Version + 1 });
        change.Audit.Action.ShouldBe("user.unblocked");
    }

    [Fact]
    public void D18_The_state_after_a_block_follows_from_sign_up_and_last_access()
    {
        static UserState Unblocked(User user) => Decide(user with { BlockedAt = Some.Now }, isBlocked: false).Change!.User.StateAt(Some.Now);

        Unblocked(Active).ShouldBe(UserState.Active);
        Unblocked(Active with { LastAccessAt = Some.Now.AddDays(-30) }).ShouldBe(UserState.Inactive);
        Unblocked(Active with { SignedUpAt = null, LastAccessAt = null }).ShouldBe(UserState.Pending);
    }

    [Fact]
    public void R30_A_block_ends_the_users_invitation_and_unblocking_does_not_bring_it_back()
    {
        var invitation = Some.Invitation(InvitationState.Sent);

        Decide(Active with { SignedUpAt = null }, isBlocked: true).Change!.MoveInvitation!(invitation)!.State.ShouldBe(InvitationState.Revoked);
        Decide(Blocked, isBlocked: false).Change!.MoveInvitation.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_is_as_asked_already_stays_so_whatever_version_is_named(bool isBlocked)
    {
        var before = isBlocked ? Blocked : Active;
        var (change, outcome) = Decide(before, isBlocked, expected: 1);

        change.ShouldBeNull();
        outcome.ShouldBeOfType<ChangeUserOutcome.Changed>().User.ShouldBe(before);
    }

    [Fact]
    public void D56_A_block_based_on_an_old_version_is_refused() =>
        Decide(Active, isBlocked: true, expected: Active.Version - 1).Outcome.ShouldBeOfType<ChangeUserOutcome.Stale>();

    [Fact]
    public void What_the_table_of_rights_says_comes_before_anything_else()
    {
        Decide(Active with { Teams = [Some.In(Some.Night)] }, isBlocked: true, actor: Some.Baker, expected: 1).Outcome.ShouldBeOfType<ChangeUserOutcome.NotFound>();
        Decide(Active with { Role = OrganisationRole.AccountAdministrator }, isBlocked: true, actor: Some.Baker, expected: 1).Outcome.ShouldBeOfType<ChangeUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.higher_rights");
        Decide(Active with { Id = Some.Account.User!.Value }, isBlocked: true).Outcome.ShouldBeOfType<ChangeUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.yourself");
    }

    [Fact]
    public async Task R24_Where_the_storage_knows_that_it_is_the_last_Account_Administrator_they_are_not_blocked()
    {
        var store = new OneUser(Active with { Role = OrganisationRole.AccountAdministrator }) { Changing = new Changing.LastAccountAdministrator() };
        var block = new BlockUser(store, store, new CountedIds(), new FakeTimeProvider(Some.Now));

        (await block.HandleAsync(new(Some.Account, Some.Ana, null, IsBlocked: true), CancellationToken.None)).ShouldBeOfType<ChangeUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.last_account_administrator");
    }

    private static (ChangedUser? Change, ChangeUserOutcome Outcome) Decide(User before, bool isBlocked, Actor? actor = null, int? expected = null) =>
        BlockUser.Decide(new(actor ?? Some.Account, before.Id, expected, isBlocked), before, Some.Catalogue, new("op"), Some.Now);
}
