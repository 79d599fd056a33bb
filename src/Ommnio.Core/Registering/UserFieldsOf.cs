using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

internal static class UserFieldsOf
{
    internal static UserFields User(User user) => new()
    {
        FirstName = user.Name.First,
        LastName = user.Name.Last,
        Position = user.Position?.Text,
        Area = user.Area?.Text,
        RelatedTo = user.RelatedTo is { } manager ? new(manager.Id.ToString(), null) : null,
        Location = user.Location?.Text,
        Code = user.Code?.Text,
        Phone = user.Phone?.E164,
        PhoneConsent = user.PhoneConsent is null ? null : true,
        Email = user.Email?.Text,
        Language = user.Language,
        Notes = user.Notes,
        TimeZone = user.TimeZone?.Id,
        WorkingHours = user.WorkingHours?.ToFields(),
        Tags = [.. user.Tags.Select(tag => tag.Text)],
        Teams = [.. user.Teams.Select(Team)],
        ChatGroups = [.. user.ChatGroups.Select(ChatGroup)],
        Role = Naming.CamelCase(user.Role),
    };

    private static ChatGroupFields ChatGroup(GroupMembership membership) => new(membership.Group.ToString(), null, Naming.CamelCase(membership.Role));

    internal static TeamFields Team(TeamMembership membership) =>
        new(membership.Team.ToString(), null, membership.OwnRole ? Naming.CamelCase(membership.Role) : null);
}
