using System.Collections.Concurrent;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Activities;

/// <summary>An administrator at a channel: on whose authority a turn acts, and what to call them.</summary>
internal sealed record Administrator(Actor Actor, UserId User, string FirstName);

/// <summary>Who a channel account is here, and whether they may. At most a minute old in ordinary turns; fresh where something is done.</summary>
internal sealed class Administrators(IChannelIdentities identities, IUsers users, ICatalogues catalogues, TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(OrganisationId Organisation, UserId User), (Administrator? Administrator, DateTimeOffset Until)> known = new();

    /// <summary>Null for a stranger and for a user without administrator's rights: they are answered alike.</summary>
    internal async Task<Administrator?> FindAsync(string channel, string account, CancellationToken cancellationToken)
    {
        if (await identities.FindAsync(channel, account, cancellationToken) is not { } identity)
        {
            return null;
        }

        var key = (identity.Organisation, identity.User);
        return known.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow()
            ? entry.Administrator
            : await RefreshAsync(identity.Organisation, identity.User, cancellationToken);
    }

    internal async Task<Administrator?> RefreshAsync(OrganisationId organisation, UserId id, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(organisation, id, cancellationToken);
        var catalogue = await catalogues.FindAsync(organisation, cancellationToken);
        var actor = user is null || catalogue is null ? null : Authority.Of(organisation, user, WayIn.Bot, catalogue, time.GetUtcNow());
        var administrator = actor is { IsAdministrator: true } ? new Administrator(actor, id, user!.Name.First) : null;
        if (known.Count >= Most)
        {
            known.Clear();
        }

        known[(organisation, id)] = (administrator, time.GetUtcNow() + Life);
        return administrator;
    }
}
