using Ommnio.Core.Users;

namespace Ommnio.Core.Drafting;

/// <summary>Where each administrator last spoke to the bot, so that it can speak first; the bot owns what is in it. Kept encrypted.</summary>
public interface IChats
{
    /// <summary>One write.</summary>
    Task RememberAsync(OrganisationId organisation, UserId administrator, string chat, CancellationToken cancellationToken);

    /// <summary>One point read; null when there is none.</summary>
    Task<string?> FindAsync(OrganisationId organisation, UserId administrator, CancellationToken cancellationToken);
}
