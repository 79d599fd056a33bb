using Ommnio.Core.Governing;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>The table of the account, row by row.</summary>
public sealed class AccountRightsTests
{
    private const string Yes = "yes";
    private const string None = "not there";
    private const string Without = "request.actor_without_rights";

    private static readonly AccountCase Payroll = new() { Wanted = [Scope.Lookup], Own = [Scope.Admin, Scope.Lookup] };

    // The act; then what an Account Administrator, an administrator of the bakery and a member are told, of what none of them has started.
    public static TheoryData<AccountAct, string, string, string> Rows { get; } = new()
    {
        { AccountAct.SeeKeys, Yes, Without, Without },
        { AccountAct.MakeKey, Yes, Without, Without },
        { AccountAct.RotateKey, Yes, Without, Without },
        { AccountAct.RevokeKey, Yes, Without, Without },
        { AccountAct.Export, Yes, Without, Without },
        { AccountAct.SeeHistory, Yes, Without, Without },
        { AccountAct.SeeJob, Yes, None, None },
        { AccountAct.RestartJob, Yes, None, None },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_role_may_do_what_the_table_says(AccountAct act, string account, string team, string member)
    {
        Said(Some.Account, act, Payroll).ShouldBe(account);
        Said(Some.Baker, act, Payroll).ShouldBe(team);
        Said(Some.Baker with { Scope = [] }, act, Payroll).ShouldBe(member);
    }

    [Fact]
    public void The_table_has_a_row_for_every_act() => Rows.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<AccountAct>());

    [Theory]
    [InlineData(AccountAct.MakeKey)]
    [InlineData(AccountAct.RotateKey)]
    public void Nobody_gives_a_key_more_than_theirs_may(AccountAct act)
    {
        Said(Some.Account, act, Payroll with { Wanted = [Scope.Lookup, Scope.UsersRead] }).ShouldBe("key.beyond_own");
        Said(Some.Account, act, Payroll with { Wanted = [Scope.Product], Own = [Scope.Product] }).ShouldBe(Yes);
        Said(Some.Account, act, new() { Wanted = [Scope.UsersRead, Scope.UsersWrite, Scope.Admin] }).ShouldBe(Yes);
        Said(Some.Account, act, new() { Wanted = [Scope.UsersRead, Scope.Product] }).ShouldBe("key.product");
    }

    [Theory]
    [InlineData(AccountAct.SeeJob)]
    [InlineData(AccountAct.RestartJob)]
    public void Who_has_started_a_job_sees_it_and_starts_it_again(AccountAct act)
    {
        Said(Some.Baker, act, new() { StartedBy = Some.Baker.User }).ShouldBe(Yes);
        Said(Some.Baker, act, new() { StartedBy = Some.Account.User }).ShouldBe(None);
        Said(Some.Baker with { User = null }, act, new()).ShouldBe(None);
    }

    private static string Said(Actor actor, AccountAct act, AccountCase account) => Authority.On(actor, act, account) switch
    {
        Ruling.Forbidden(var problem) => problem.Code,
        Ruling.NotThere => None,
        _ => Yes,
    };
}
