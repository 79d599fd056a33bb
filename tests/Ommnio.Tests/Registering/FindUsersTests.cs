using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

public sealed class FindUsersTests
{
    private static readonly User Baker = Some.User(Some.Ana) with { Code = new("A-1"), HasNationalId = true, Teams = [Some.In(Some.Kitchen)] };
    private static readonly User Owl = Some.User(Some.Bea) with { Code = new("B-1"), Teams = [Some.In(Some.Night)] };
    private static readonly FindUsers Find = new(new OneUser(null, Baker, Owl));

    [Fact]
    public async Task R4_Whoever_is_out_of_scope_is_as_if_they_did_not_exist()
    {
        var token = TestContext.Current.CancellationToken;

        (await Find.ByIdAsync(Some.Baker, Some.Ana, token)).ShouldBe(Baker);
        (await Find.ByIdAsync(Some.Baker, Some.Bea, token)).ShouldBeNull();
        (await Find.ByCodeAsync(Some.Baker, new("b-1"), token)).ShouldBeNull();
        (await Find.ByCodeAsync(Some.Account, new("b-1"), token)).ShouldBe(Owl);
        (await Find.ByNationalIdAsync(Some.Baker with { Scope = [Some.Night] }, NationalId.Read("1", "").Value!, token)).ShouldBeNull();
    }

    [Fact]
    public async Task Codes_are_answered_in_the_order_asked_with_a_gap_for_the_unknown() =>
        (await Find.ByCodesAsync(Some.Account, [new("B-1"), new("Z-9"), new("A-1")], TestContext.Current.CancellationToken)).ShouldBe([Owl, null, Baker]);
}
