using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Storage.Tests.Jobs;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Grouping;

/// <summary>A team is gone in one place before another has heard of it: what is saved there meanwhile does not last.</summary>
public sealed class GoneTeamTests(SharedAzurite azurite) : JobTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D32_Who_is_put_into_a_team_that_is_gone_by_a_catalogue_from_before_is_let_out_again(bool hadMembers)
    {
        var user = await AddAsync("Bakery");
        var late = hadMembers ? await AddAsync("Bakery", one => one with { Teams = [InShops(byHand: true)] }) : user;
        foreach (var child in (await Get<ICatalogues>().FindAsync(Organisation, Token))!.Teams.Where(team => team.Parent == Shops.Id))
        {
            await Get<ICatalogues>().ChangeAsync(Organisation, null, _ => new CatalogueEdit.RemoveTeam(child.Id), Token);
        }

        await using var another = Another(azurite);
        await another.GetRequiredService<ICatalogues>().FindAsync(Organisation, Token);
        var delete = new DeleteTeam(Get<ICatalogues>(), Get<IUserLists>(), new StartJob(Stored, Sent), new Ids(), Time);

        (await delete.HandleAsync(new(Actor, Shops.Id, null, Shops.Name), Token)).ShouldBeOfType<TeamOutcome.Deleted>().Job.ShouldBe(hadMembers ? await FirstJobAsync() : null);
        await RunSentAsync();
        (await FindAsync(late.Id)).Teams.ShouldBeEmpty();

        (await IntoShopsAsync(Get<ICatalogues>(), Get<IUsers>(), user.Id)).ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.Single().Code.ShouldBe("team.unknown");
        (await IntoShopsAsync(another.GetRequiredService<ICatalogues>(), another.GetRequiredService<IUsers>(), user.Id)).ShouldBeOfType<ChangeUserOutcome.Changed>();
        Time.Advance(TimeSpan.FromMinutes(8));
        (await SweepAsync()).ShouldBe(1);
        await RunSentAsync();

        (await FindAsync(user.Id)).Teams.ShouldBeEmpty();
        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("w:", StringComparison.Ordinal) || key.StartsWith("p:team", StringComparison.Ordinal));
    }

    private async Task<Job> FirstJobAsync() => await FindAsync(Sent.Peek()!.Job);

    private async Task RunSentAsync()
    {
        while (Sent.TryTake() is { } message)
        {
            await RunAsync(message);
        }
    }

    private Task<ChangeUserOutcome> IntoShopsAsync(ICatalogues catalogues, IUsers users, Core.Users.UserId user) =>
        new ChangeUser(catalogues, users, new Ids(), Time).HandleAsync(new(Actor, user, null, fields => fields with { Teams = [new(Shops.Id.ToString(), null, null)] }, false), Token);
}
