using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Reading chat groups, within what the actor may see: the others are as if they did not exist (R35).</summary>
public sealed class FindChatGroups(ICatalogues catalogues, DirectMembersOf direct)
{
    /// <summary>By name. For a Team Administrator those that they are in, and those whose linked teams are all theirs; no user is read for it.</summary>
    public async Task<IReadOnlyList<ChatGroup>> AllAsync(Actor actor, CancellationToken cancellationToken) =>
        [.. Authority.Seen(actor, await CatalogueAsync(actor, cancellationToken)).ChatGroups.OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase).ThenBy(group => group.Id.Value)];

    public async Task<ChatGroup?> ByIdAsync(Actor actor, ChatGroupId id, CancellationToken cancellationToken)
    {
        var members = await direct.FindAsync(actor, id, cancellationToken);
        return GroupOutcome.Find(actor, GroupAct.See, id, expectedVersion: null, await CatalogueAsync(actor, cancellationToken), members, out var group) is null ? group : null;
    }

    private async Task<Catalogue> CatalogueAsync(Actor actor, CancellationToken cancellationToken) =>
        await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
}
