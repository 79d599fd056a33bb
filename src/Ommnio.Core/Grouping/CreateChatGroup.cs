using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <param name="Operation">Null: this call cannot be repeated by name; a second one makes a second group, since names may be equal (D43).</param>
public sealed record CreateChatGroupRequest(Actor Actor, GroupDetails Details, Operation? Operation);

/// <summary>
/// A Team Administrator who creates a group becomes its administrator (R20). Users and groups have no transaction in common, so the
/// place comes first: after a crash in between there is one in a group that never was, which counts nowhere, and not a group that
/// nobody but an Account Administrator can manage.
/// </summary>
public sealed class CreateChatGroup(ICatalogues catalogues, IUsers users, IIds ids, TimeProvider time)
{
    /// <summary>One transaction, and for a Team Administrator one more for their place. Safe to repeat with the same operation: the first answer comes again.</summary>
    public async Task<GroupOutcome> HandleAsync(CreateChatGroupRequest request, CancellationToken cancellationToken)
    {
        // The same for a repeat: it goes on where the first stopped.
        var id = new ChatGroupId(request.Operation?.Id.AsGuid() ?? ids.Next());
        var (edit, outcome) = Decide(request, id);
        return edit is not null && await RefuseCreatorAsync(request.Actor, id, cancellationToken) is { } refused ? refused
            : await GroupOutcome.OfAsync(catalogues, request.Actor, request.Operation, _ => (edit, outcome), cancellationToken);
    }

    public static (CatalogueEdit? Edit, GroupOutcome Outcome) Decide(CreateChatGroupRequest request, ChatGroupId id)
    {
        if (Authority.On(request.Actor, GroupAct.Create, new(id, ChatGroupKind.Open, [])) is Ruling.Forbidden(var problem))
        {
            return (null, new GroupOutcome.Forbidden(problem));
        }

        var (group, problems) = request.Details.On(new(id, "", ChatGroupKind.Open, null));
        return group is null ? (null, new GroupOutcome.Refused(problems)) : (new CatalogueEdit.PutGroup(group), new GroupOutcome.Done(group));
    }

    /// <summary>The creator with their place in the group; null: they have it already.</summary>
    public static ChangedUser? Administrating(User before, ChatGroupId group, AuditEntry audit) =>
        before.ChatGroups.Any(membership => membership.Group == group) ? null
        : new(before with { ChatGroups = before.ChatGroups.Add(new(group, GroupRole.Administrator)), UpdatedAt = audit.At, Version = before.Version + 1 }, null, false, audit);

    private async Task<GroupOutcome?> RefuseCreatorAsync(Actor actor, ChatGroupId group, CancellationToken cancellationToken)
    {
        // Who was taken out of a group that is there is not put back by a repeat of its creation.
        if (actor.IsAccountAdministrator || actor.User is not { } creator
            || (await catalogues.FindAsync(actor.Organisation, cancellationToken))?.ChatGroup(group) is not null)
        {
            return null;
        }

        var audit = new AuditEntry(new($"{ids.Next():N}"), time.GetUtcNow(), creator, actor.Way, "user.changed", ["chatGroups"]);
        return await users.ChangeAsync(actor.Organisation, creator, before => Administrating(before, group, audit), cancellationToken) switch
        {
            Changing.Changed or Changing.Refused => null,
            Changing.TooLarge => new GroupOutcome.Refused([Outcomes.TooLarge]),
            _ => new GroupOutcome.Busy(),
        };
    }
}
