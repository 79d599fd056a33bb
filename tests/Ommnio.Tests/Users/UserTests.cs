using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

public sealed class UserTests
{
    [Fact]
    public void R2_A_user_who_has_not_signed_up_is_pending() => Some.User().StateAt(Some.Now).ShouldBe(UserState.Pending);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void D17_Without_position_or_area_a_user_needs_completion_also_after_a_block(bool hasPosition, bool hasArea)
    {
        var user = Some.User() with { Position = hasPosition ? new("Cashier") : null, Area = hasArea ? new("Stores") : null };

        user.StateAt(Some.Now).ShouldBe(UserState.NeedsCompletion);
        var blocked = user with { BlockedAt = Some.Now };
        blocked.StateAt(Some.Now).ShouldBe(UserState.Blocked);
        (blocked with { BlockedAt = null }).StateAt(Some.Now).ShouldBe(UserState.NeedsCompletion);
    }

    [Fact]
    public void R16_Active_lasts_thirty_days_after_the_last_access_to_the_instant()
    {
        var user = Some.User() with { SignedUpAt = Some.Now.AddDays(-90), LastAccessAt = Some.Now };

        user.StateAt(Some.Now.AddDays(30).AddTicks(-1)).ShouldBe(UserState.Active);
        user.StateAt(Some.Now.AddDays(30)).ShouldBe(UserState.Inactive);
    }

    [Fact]
    public void D18_Signing_up_is_the_first_access()
    {
        var user = Some.User() with { SignedUpAt = Some.Now };

        user.StateAt(Some.Now.AddDays(30).AddTicks(-1)).ShouldBe(UserState.Active);
        user.StateAt(Some.Now.AddDays(30)).ShouldBe(UserState.Inactive);
    }

    [Fact]
    public void R16_The_zone_of_a_time_says_nothing()
    {
        var user = Some.User() with { SignedUpAt = Some.Now, LastAccessAt = Some.Now.ToOffset(TimeSpan.FromHours(14)) };

        user.StateAt(Some.Now.AddDays(30).AddTicks(-1)).ShouldBe(UserState.Active);
        user.StateAt(Some.Now.AddDays(30)).ShouldBe(UserState.Inactive);
    }

    [Fact]
    public void R15_Blocked_hides_every_other_state_and_loses_none()
    {
        var blocked = Some.User() with { SignedUpAt = Some.Now, LastAccessAt = Some.Now, BlockedAt = Some.Now };

        blocked.StateAt(Some.Now).ShouldBe(UserState.Blocked);
        (Some.User() with { BlockedAt = Some.Now }).StateAt(Some.Now).ShouldBe(UserState.Blocked);
        (blocked with { BlockedAt = null }).StateAt(Some.Now).ShouldBe(UserState.Active);
    }

    [Fact]
    public void D28_Who_administers_the_account_has_signed_up_and_is_not_blocked()
    {
        var administrator = Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now };

        administrator.AdministersAccount.ShouldBeTrue();
        (administrator with { Role = OrganisationRole.Member }).AdministersAccount.ShouldBeFalse();
        (administrator with { SignedUpAt = null }).AdministersAccount.ShouldBeFalse();
        (administrator with { BlockedAt = Some.Now }).AdministersAccount.ShouldBeFalse();
    }

    [Fact]
    public void D15_Signing_up_is_a_save_that_keeps_the_number_only_where_it_is_not_the_companys()
    {
        var (companys, own) = (PhoneNumber.FromE164("+34612345678"), PhoneNumber.FromE164("+34699999999"));
        var user = Some.User() with { Phone = companys, Invitation = new(Some.Id(41)) };

        var signedUp = user.SignedUp(own, Some.Now);

        signedUp.ShouldBe(user with { SignedUpAt = Some.Now, LastAccessAt = Some.Now, UpdatedAt = Some.Now, Version = user.Version + 1, Invitation = null, SignUpPhone = own });
        user.SignedUp(companys, Some.Now).SignUpPhone.ShouldBeNull();
        user.SignedUp(null, Some.Now).SignUpPhone.ShouldBeNull();
    }

    [Theory]
    [InlineData("00000015000000000000000000000000", "00000015000000000000000000000000")]
    [InlineData("00000015000000000000000000000000more", "00000015000000000000000000000000")]
    [InlineData("0000001500000000000000000000000", null)]
    [InlineData("key000015000000000000000000000000", null)]
    [InlineData("00000015-0000-0000-0000-000000000000", null)]
    public void An_operation_with_a_name_long_enough_gives_what_it_makes_an_id(string name, string? id) => new OperationId(name).AsGuid()?.ToString("N").ShouldBe(id);

    [Fact]
    public void R10_What_ends_up_in_a_log_says_the_id_and_nothing_of_the_person()
    {
        var user = Some.User() with { Notes = "Marknotes", Code = new("MARK-1"), RelatedTo = new(Some.Bea, "Markboss") };

        $"{user}, {user.RelatedTo}".ShouldBe($"user {Some.Ana}, user {Some.Bea}");
        new RegisterUserRequest(Some.Account, Some.Four with { NationalId = "MARKID" }, null, null).ToString().ShouldNotContain("MARKID");
    }

    [Theory]
    [InlineData("00000015000000000000000000000000", true)]
    [InlineData("00000015-0000-0000-0000-000000000000", false)]
    [InlineData("0000001A000000000000000000000000", false)]
    [InlineData(" 0000001500000000000000000000000", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_id_has_one_spelling(string? text, bool good)
    {
        (UserId.TryParse(text) is not null).ShouldBe(good);
        (TeamId.TryParse(text) is not null).ShouldBe(good);
        (ChatGroupId.TryParse(text)?.ToString()).ShouldBe(good ? text : null);
        (InvitationId.TryParse(text)?.ToString()).ShouldBe(good ? text : null);
    }
}
