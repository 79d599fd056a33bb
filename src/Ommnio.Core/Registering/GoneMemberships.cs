using System.Collections.Immutable;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>
/// Places in teams and chat groups that were deleted. They count nowhere and are shown nowhere, and a save of the user drops them.
/// Which are gone, only a catalogue tells that is younger than the user as read: an older one does not know the newest teams.
/// </summary>
internal static class GoneMemberships
{
    /// <summary>What the user is in and the catalogue does not know: gone, or newer than the catalogue.</summary>
    internal static ImmutableHashSet<Guid> Unknown(User user, Catalogue catalogue) =>
    [
        .. user.Teams.Where(membership => catalogue.Team(membership.Team) is null).Select(membership => membership.Team.Value),
        .. user.ChatGroups.Where(membership => catalogue.ChatGroup(membership.Group) is null).Select(membership => membership.Group.Value),
    ];

    internal static User Without(User user, ImmutableHashSet<Guid> gone) => gone.IsEmpty ? user : user with
    {
        Teams = user.Teams.RemoveAll(membership => gone.Contains(membership.Team.Value)),
        ChatGroups = user.ChatGroups.RemoveAll(membership => gone.Contains(membership.Group.Value)),
    };
}
