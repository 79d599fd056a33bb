using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Organisations;

/// <summary>A use case's decision on the catalogue as it is; made again when somebody else was faster.</summary>
internal static class Deciding
{
    /// <returns>How the change went, and what the last decision said. Where nothing was decided (a repeat, a mismatch), it said nothing.</returns>
    internal static async Task<(CatalogueChanging Changing, TOutcome? Decided)> DecideAsync<TOutcome>(
        this ICatalogues catalogues,
        OrganisationId organisation,
        Operation? operation,
        Func<Catalogue, (CatalogueEdit? Edit, TOutcome Outcome)> decide,
        CancellationToken cancellationToken)
        where TOutcome : class
    {
        TOutcome? decided = null;
        var changing = await catalogues.ChangeAsync(
            organisation,
            operation,
            catalogue =>
            {
                (var edit, decided) = decide(catalogue);
                return edit;
            },
            cancellationToken);
        return (changing, decided);
    }
}
