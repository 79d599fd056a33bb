namespace Ommnio.Core.Organisations;

public interface IOrganisations
{
    /// <summary>
    /// Stores the organisation with its teams, chat groups and labels. Rows that exist already stay as they are, so a creation
    /// that was cut short is finished by repeating it.
    /// </summary>
    Task CreateAsync(Catalogue catalogue, CancellationToken cancellationToken);
}
