using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Deletes a chat group, for good.</summary>
/// <param name="ExpectedVersion">The version that was looked at; null: whatever is there.</param>
/// <param name="TypedName">The group's name, typed to confirm.</param>
public sealed record DeleteChatGroupRequest(Actor Actor, ChatGroupId Group, int? ExpectedVersion, string? TypedName);

/// <summary>
/// One write, however many members and teams the group has: the places of users and teams in a group that is gone count nowhere and
/// are shown nowhere, and each goes when what holds it is next saved.
/// </summary>
public sealed class DeleteChatGroup(ICatalogues catalogues, DirectMembersOf direct)
{
    /// <summary>Repeated, it is answered that there is no such group.</summary>
    public async Task<GroupOutcome> HandleAsync(DeleteChatGroupRequest request, CancellationToken cancellationToken)
    {
        var members = await direct.FindAsync(request.Actor, request.Group, cancellationToken);
        return await GroupOutcome.OfAsync(catalogues, request.Actor, operation: null, catalogue => Decide(request, catalogue, members), cancellationToken);
    }

    public static (CatalogueEdit? Edit, GroupOutcome Outcome) Decide(DeleteChatGroupRequest request, Catalogue catalogue, DirectMembers direct) =>
        GroupOutcome.Find(request.Actor, GroupAct.Delete, request.Group, request.ExpectedVersion, catalogue, direct, out var group) is { } absent ? (null, absent)
        : !PlainText.IsTyped(request.TypedName, group.Name) ? (null, new GroupOutcome.Refused([new("group.delete.confirm", "confirm")]))
        : (new CatalogueEdit.RemoveGroup(group.Id), new GroupOutcome.Deleted());
}
