using Ommnio.Functions.Security;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class PoliciesTests
{
    private static readonly string[] Anonymous = ["Health", "OpenApi", "Messages", "ShowInvitation", "AnswerInvitation", "AcceptInvitation", "ShowPrint", "PrintByTicket", "PageToken", "MayPageCall"];

    [Fact]
    public void Every_HTTP_function_has_a_policy_and_no_policy_is_nobodys() =>
        Policies.ByFunction.Keys.Order().ShouldBe(FunctionOfTheApp.All.Select(function => function.Name).Order());

    [Fact]
    public void Only_functions_that_prove_their_caller_or_tell_nothing_are_open_to_anybody() =>
        Policies.ByFunction.Where(policy => policy.Value is null).Select(policy => policy.Key).ShouldBe(Anonymous, ignoreOrder: true);

    [Fact]
    public void Every_other_function_asks_for_a_scope() =>
        Policies.ByFunction.Values.OfType<Core.Governing.Scope[]>().ShouldAllBe(scopes => scopes.Length > 0);
}
