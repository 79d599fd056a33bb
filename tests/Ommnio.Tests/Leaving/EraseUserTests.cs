using Ommnio.Core.Governing;
using Ommnio.Core.Leaving;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Leaving;

public sealed class EraseUserTests
{
    private static readonly User User = Some.User() with { Name = new("José  María", "Núñez de la Peña"), Teams = [Some.In(Some.Bakery)] };

    [Theory]
    [InlineData("José María Núñez de la Peña", true)]
    [InlineData("  josé maría   NÚÑEZ DE LA PEÑA ", true)]
    [InlineData("Jose\u0301 Mari\u0301a Nu\u0301n\u0303ez de la Pen\u0303a", true)]
    [InlineData("Jose Maria Nunez de la Pena", false)]
    [InlineData("Núñez de la Peña José María", false)]
    [InlineData("José María", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("\ud800", false)]
    public void D21_The_typed_name_counts_without_case_and_repeated_spaces_but_with_accents(string? typed, bool isIt)
    {
        var refusal = EraseUser.Refusal(new(Some.Account, User.Id, null, typed), User);

        (refusal is null).ShouldBe(isIt);
        (refusal as EraseUserOutcome.Refused)?.Problem.ShouldBe(new("user.delete.confirm", "confirm"));
    }

    [Fact]
    public void D25_A_Team_Administrator_deletes_only_whom_they_see_whole()
    {
        Refusal(Some.Baker, User).ShouldBeNull();
        Refusal(Some.Baker, User with { Teams = [Some.In(Some.Bakery), Some.In(Some.Night)] }).ShouldBeOfType<EraseUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.foreign_teams");
        Refusal(Some.Baker, User with { Teams = [Some.In(Some.Night)] }).ShouldBeOfType<EraseUserOutcome.NotFound>();
        Refusal(Some.Baker, User with { Role = OrganisationRole.AccountAdministrator }).ShouldBeOfType<EraseUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.higher_rights");
    }

    [Fact]
    public void R24_Nobody_deletes_themselves() =>
        Refusal(Some.Account, User with { Id = Some.Account.User!.Value }).ShouldBeOfType<EraseUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.yourself");

    [Fact]
    public void D56_A_deletion_based_on_an_old_version_is_refused_before_the_name_is_looked_at() =>
        EraseUser.Refusal(new(Some.Account, User.Id, User.Version - 1, "nobody"), User).ShouldBeOfType<EraseUserOutcome.Stale>();

    private static EraseUserOutcome? Refusal(Actor actor, User user) => EraseUser.Refusal(new(actor, user.Id, null, user.Name.Full), user);
}
