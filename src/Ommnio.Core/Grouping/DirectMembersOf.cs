using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Whose the direct members of a chat group are, for a Team Administrator's rights over it (D36).</summary>
public sealed class DirectMembersOf(ICatalogues catalogues, IUserLists lists)
{
    private const int PageSize = 1_000;

    /// <summary>
    /// Reads nothing where the table says the same whosever they are: for an Account Administrator, for the group's own administrators,
    /// and where a foreign team is linked.
    /// </summary>
    public async Task<DirectMembers> FindAsync(Actor actor, ChatGroupId group, CancellationToken cancellationToken)
    {
        // These two by themselves, so that not even the catalogue is looked at.
        if (actor.IsAccountAdministrator || !actor.IsAdministrator)
        {
            return DirectMembers.None;
        }

        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken);
        if (catalogue?.ChatGroup(group) is not { } found || !Matters(actor, GroupCase.Of(found, catalogue)))
        {
            return DirectMembers.None;
        }

        var whose = DirectMembers.None;
        for (string? after = null; ;)
        {
            var page = await lists.ByNameAsync(actor.Organisation, new("", "", [[new UserFilter.InChatGroup(group)]]), PageSize, after, cancellationToken);
            if (page!.Items.Any(member => !Authority.MaySee(actor, Subject.Of(member.User))))
            {
                return DirectMembers.SomeForeign;
            }

            whose = page.Items.Count > 0 ? DirectMembers.InScope : whose;
            if (page.Next is null)
            {
                return whose;
            }

            after = page.Next;
        }
    }

    private static bool Matters(Actor actor, GroupCase group) =>
        Enum.GetValues<GroupAct>().Any(act => Enum.GetValues<DirectMembers>().Select(direct => Authority.On(actor, act, group with { Direct = direct })).Distinct().Count() > 1);
}
