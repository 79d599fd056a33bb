using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Whose the direct members of a chat group are, for a Team Administrator's rights over it (D36).</summary>
public sealed class DirectMembersOf(ICatalogues catalogues, IUserLists lists)
{
    private const int PageSize = 1_000;

    /// <summary>Reads nothing where it would not matter: for an Account Administrator, the group's own administrators, and where a foreign team is linked.</summary>
    public async Task<DirectMembers> FindAsync(Actor actor, ChatGroupId group, CancellationToken cancellationToken)
    {
        if (actor.Scope is not { Count: > 0 } scope || actor.Groups.GetValueOrDefault(group) == GroupRole.Administrator)
        {
            return DirectMembers.None;
        }

        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken);
        if (catalogue is null || catalogue.Teams.Any(team => team.RoleIn(group) is not null && !scope.Contains(team.Id)))
        {
            return DirectMembers.None;
        }

        var found = DirectMembers.None;
        for (string? after = null; ;)
        {
            var page = await lists.ByNameAsync(actor.Organisation, new("", "", [[new UserFilter.InChatGroup(group)]]), PageSize, after, cancellationToken);
            if (page!.Items.Any(member => !Authority.MaySee(actor, Subject.Of(member.User))))
            {
                return DirectMembers.SomeForeign;
            }

            found = page.Items.Count > 0 ? DirectMembers.InScope : found;
            if (page.Next is null)
            {
                return found;
            }

            after = page.Next;
        }
    }
}
