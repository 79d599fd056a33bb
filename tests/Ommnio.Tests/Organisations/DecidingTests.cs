using Ommnio.Core.Organisations;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Organisations;

public sealed class DecidingTests
{
    private static readonly CatalogueEdit Goes = new CatalogueEdit.RemoveTeam(Some.Night);

    [Fact]
    public async Task What_was_decided_is_stored_and_said()
    {
        var catalogues = new OneUser(null);

        (await Decided(catalogues, Goes)).ShouldBe((new CatalogueChanging.Changed(), "as it is at Acme"));

        catalogues.Edits.ShouldBe([Goes]);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_stored_the_reasons_are_said_all_the_same() =>
        (await Decided(new OneUser(null), null)).ShouldBe((new CatalogueChanging.Unchanged(), "as it is at Acme"));

    [Fact]
    public async Task A_repeat_decides_nothing_and_says_nothing_of_its_own()
    {
        CatalogueChanging repeated = new CatalogueChanging.Repeated(Goes);

        (await Decided(new OneUser(null) { CatalogueChanging = repeated }, Goes)).ShouldBe((repeated, null));
    }

    private static Task<(CatalogueChanging Changing, string? Decided)> Decided(ICatalogues catalogues, CatalogueEdit? edit) =>
        catalogues.DecideAsync(Some.Organisation, operation: null, catalogue => (edit, $"as it is at {catalogue.Organisation.Name}"), TestContext.Current.CancellationToken);
}
