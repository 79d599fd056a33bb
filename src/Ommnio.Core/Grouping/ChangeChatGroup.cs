using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Changes a chat group's name, kind or description; at once for all of its members.</summary>
/// <param name="ExpectedVersion">The version the change is based on; null: whatever is there (D56).</param>
/// <param name="Edit">From the details as they are to the details as they should be; pure.</param>
public sealed record ChangeChatGroupRequest(Actor Actor, ChatGroupId Group, int? ExpectedVersion, Func<GroupDetails, GroupDetails> Edit);

public sealed class ChangeChatGroup(ICatalogues catalogues, DirectMembersOf direct)
{
    /// <summary>Safe to repeat: the same details again are no change.</summary>
    public async Task<GroupOutcome> HandleAsync(ChangeChatGroupRequest request, CancellationToken cancellationToken)
    {
        var members = await direct.FindAsync(request.Actor, request.Group, cancellationToken);
        return await GroupOutcome.OfAsync(catalogues, request.Actor, operation: null, catalogue => Decide(request, catalogue, members), cancellationToken);
    }

    public static (CatalogueEdit? Edit, GroupOutcome Outcome) Decide(ChangeChatGroupRequest request, Catalogue catalogue, DirectMembers direct)
    {
        if (GroupOutcome.Find(request.Actor, GroupAct.EditSettings, request.Group, request.ExpectedVersion, catalogue, direct, out var before) is { } absent)
        {
            return (null, absent);
        }

        var (after, problems) = request.Edit(GroupDetails.Of(before)).On(before);
        if (after is null || after == before)
        {
            return (null, after is null ? new GroupOutcome.Refused(problems) : new GroupOutcome.Done(before));
        }

        var next = after with { Version = before.Version + 1 };
        return (new CatalogueEdit.PutGroup(next), new GroupOutcome.Done(next));
    }
}
