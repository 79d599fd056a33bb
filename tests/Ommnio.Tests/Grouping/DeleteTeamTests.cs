using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

public sealed class DeleteTeamTests
{
    [Fact]
    public void R34_A_team_is_not_deleted_while_there_are_teams_below_it_and_they_are_named()
    {
        var (edit, outcome) = Delete(Some.Account, Some.Bakery, hasMembers: false);

        edit.ShouldBeNull();
        outcome.ShouldBeOfType<TeamOutcome.Conflict>().Problem.ShouldBe(new("team.has_children", null, "Kitchen"));
    }

    [Fact]
    public void D32_An_empty_team_goes_without_a_word_typed()
    {
        Delete(Some.Account, Some.Night, hasMembers: false).Edit.ShouldBe(new CatalogueEdit.RemoveTeam(Some.Night));
        Delete(Some.Baker, Some.Kitchen, hasMembers: false).Edit.ShouldBe(new CatalogueEdit.RemoveTeam(Some.Kitchen));
    }

    [Theory]
    [InlineData(null, "team.has_members")]
    [InlineData("Night", "team.delete.confirm")]
    [InlineData("night  SHIFT", null)]
    public void D32_A_team_with_members_goes_with_its_name_typed_by_an_account_administrator(string? typed, string? code)
    {
        var (edit, outcome) = Delete(Some.Account, Some.Night, hasMembers: true, typed);

        (edit is not null).ShouldBe(code is null);
        (outcome switch
        {
            TeamOutcome.Conflict(var problem) => problem.Code,
            TeamOutcome.Refused(var problems) => problems[0].Code,
            _ => null,
        }).ShouldBe(code);
    }

    [Fact]
    public void A_wrong_name_is_refused_also_where_none_is_needed() =>
        Delete(Some.Account, Some.Night, hasMembers: false, "Bakery").Outcome.ShouldBeOfType<TeamOutcome.Refused>().Problems.ShouldBe([new("team.delete.confirm", "confirm")]);

    [Fact]
    public void D32_A_team_administrator_deletes_only_empty_teams_below_their_own()
    {
        Delete(Some.Baker, Some.Kitchen, hasMembers: true, "Kitchen").Outcome.ShouldBeOfType<TeamOutcome.Forbidden>();
        Delete(Some.Baker, Some.Night, hasMembers: false).Outcome.ShouldBeOfType<TeamOutcome.NotFound>();
        var alone = Some.Catalogue with { Teams = [Some.Catalogue.Team(Some.Bakery)!] };
        DeleteTeam.Decide(new(Some.Baker, Some.Bakery, null, null), alone, hasMembers: false).Outcome.ShouldBeOfType<TeamOutcome.Forbidden>();
    }

    [Fact]
    public void Another_version_is_stale() =>
        DeleteTeam.Decide(new(Some.Account, Some.Night, 2, null), Some.Catalogue, hasMembers: false).Outcome.ShouldBeOfType<TeamOutcome.Stale>();

    private static (CatalogueEdit? Edit, TeamOutcome Outcome) Delete(Actor actor, TeamId team, bool hasMembers, string? typed = null) =>
        DeleteTeam.Decide(new(actor, team, null, typed), Some.Catalogue, hasMembers);
}
