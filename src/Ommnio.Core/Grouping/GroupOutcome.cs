using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>What creating, changing or deleting a chat group came to.</summary>
public abstract record GroupOutcome
{
    private GroupOutcome()
    {
    }

    /// <summary>Also when nothing differed: then nothing was written, and the version is as before.</summary>
    public sealed record Done(ChatGroup Group) : GroupOutcome;

    public sealed record Deleted : GroupOutcome;

    public sealed record NotFound : GroupOutcome;

    public sealed record Stale : GroupOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : GroupOutcome;

    public sealed record Forbidden(Problem Problem) : GroupOutcome;

    /// <summary>The operation's name stands for another request.</summary>
    public sealed record Mismatch : GroupOutcome;

    public sealed record Busy : GroupOutcome;

    /// <summary>Decides on the catalogue as it is and stores what was decided; anew when somebody was faster.</summary>
    internal static async Task<GroupOutcome> OfAsync(
        ICatalogues catalogues, Actor actor, Operation? operation, Func<Catalogue, (CatalogueEdit? Edit, GroupOutcome Outcome)> decide, CancellationToken cancellationToken)
    {
        var (changing, decided) = await catalogues.DecideAsync(actor.Organisation, operation, decide, cancellationToken);
        return changing switch
        {
            CatalogueChanging.Busy => new Busy(),
            CatalogueChanging.Mismatch => new Mismatch(),
            CatalogueChanging.Repeated(CatalogueEdit.PutGroup(var group)) => new Done(group),
            _ => decided!,
        };
    }

    /// <summary>Why there is nothing to change: the group is not there, that is not the actor's to do, or it is not as they think; null when it is found.</summary>
    /// <param name="direct">Whose its direct members are, where that matters to the actor's rights.</param>
    internal static GroupOutcome? Find(Actor actor, GroupAct act, ChatGroupId id, int? expectedVersion, Catalogue catalogue, DirectMembers direct, out ChatGroup group)
    {
        group = catalogue.ChatGroup(id)!;
        return group is null ? new NotFound()
            : Authority.On(actor, act, GroupCase.Of(group, catalogue) with { Direct = direct }) switch
            {
                Ruling.Forbidden(var problem) => new Forbidden(problem),
                Ruling.NotThere => new NotFound(),
                _ => expectedVersion is { } expected && expected != group.Version ? new Stale() : null,
            };
    }
}
