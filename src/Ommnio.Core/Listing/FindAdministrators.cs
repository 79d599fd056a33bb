using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Listing;

/// <summary>Who administers the account: every administrator may know whom to ask (domain section 5), also where those are in none of their teams.</summary>
public sealed class FindAdministrators(IUserLists lists)
{
    public const int Most = 50;

    private static readonly Subject Anybody = new(default, OrganisationRole.Member, []);

    /// <summary>By name; null: not the actor's to know.</summary>
    public async Task<IReadOnlyList<UserSummary>?> HandleAsync(Actor actor, CancellationToken cancellationToken) =>
        Authority.On(actor, UserAct.SeeAccountAdministrators, Anybody) is Ruling.Allowed ? await lists.AccountAdministratorsAsync(actor.Organisation, Most, cancellationToken) : null;
}
