using System.Collections.Frozen;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>As whom somebody looks at a user (domain section 3).</summary>
public enum Viewer
{
    Administrator,
    Oneself,
    Colleague,

    /// <summary>To whom the user does not even exist.</summary>
    Nobody,
}

/// <summary>The table of who sees which field of a user, as in domain sections 2 and 3, by the names on the wire.</summary>
public static class FieldRights
{
    // Stryker disable all : read once, before any mutant is switched on; a test holds each column whole.
#pragma warning disable format // Fix formatting: a table is read by its columns.
    //   field                  administrators in scope   the user   a colleague
    private static readonly FrozenDictionary<string, (bool Administrator, bool Oneself, bool Colleague)> Table = new Dictionary<string, (bool, bool, bool)>
    {
        ["id"]               = (true,                     true,      true),
        ["firstName"]        = (true,                     true,      true),
        ["lastName"]         = (true,                     true,      true),
        ["position"]         = (true,                     true,      true),
        ["area"]             = (true,                     true,      true),
        ["location"]         = (true,                     true,      true),
        ["code"]             = (true,                     true,      true),
        ["picture"]          = (true,                     true,      true),
        ["language"]         = (true,                     true,      false),
        ["workingHours"]     = (true,                     true,      false),
        ["timeZone"]         = (true,                     true,      false),
        ["relatedTo"]        = (true,                     false,     false),
        ["hasId"]            = (true,                     false,     false),
        ["phone"]            = (true,                     false,     false),
        ["phoneConsent"]     = (true,                     false,     false),
        ["email"]            = (true,                     false,     false),
        ["notes"]            = (true,                     false,     false),
        ["tags"]             = (true,                     false,     false),
        ["teams"]            = (true,                     false,     false),
        ["chatGroups"]       = (true,                     false,     false),
        ["role"]             = (true,                     false,     false),
        ["state"]            = (true,                     false,     false),
        ["createdAt"]        = (true,                     false,     false),
        ["updatedAt"]        = (true,                     false,     false),
        ["version"]          = (true,                     false,     false),
    }.ToFrozenDictionary(StringComparer.Ordinal);
#pragma warning restore format
    // Stryker restore all

    /// <summary>The fields that the viewer is shown. What the user alone gave, and the ID itself, are nobody's to see: they are no fields (D6, D15).</summary>
    public static IReadOnlySet<string> ShownTo(Viewer viewer) => Table.Where(row => viewer switch
    {
        Viewer.Administrator => row.Value.Administrator,
        Viewer.Oneself => row.Value.Oneself,
        Viewer.Colleague => row.Value.Colleague,
        _ => false,
    }).Select(row => row.Key).ToHashSet();

    /// <summary>As whom one user may look at another now. Who has no access to the product sees nobody.</summary>
    public static Viewer Of(User viewer, User user, Catalogue catalogue, DateTimeOffset now) =>
        viewer.StateAt(now) is not (UserState.Active or UserState.Inactive) ? Viewer.Nobody
        : Authority.Of(catalogue.Organisation.Id, viewer, WayIn.System, catalogue, now) is { IsAdministrator: true } actor && Authority.MaySee(actor, Subject.Of(user)) ? Viewer.Administrator
        : viewer.Id == user.Id ? Viewer.Oneself
        : AreColleagues(viewer, user, catalogue) ? Viewer.Colleague
        : Viewer.Nobody;

    // An open chat group or a team whose members see each other; in read-only groups nobody sees who else is in (D35, R33).
    private static bool AreColleagues(User one, User other, Catalogue catalogue) =>
        TeamsOf(one).Intersect(TeamsOf(other)).Any(team => catalogue.Team(team) is { MembersSeeEachOther: true })
        || OpenGroupsOf(one, catalogue).Intersect(OpenGroupsOf(other, catalogue)).Any();

    private static IEnumerable<TeamId> TeamsOf(User user) => user.Teams.Select(membership => membership.Team);

    private static IEnumerable<ChatGroupId> OpenGroupsOf(User user, Catalogue catalogue) =>
        catalogue.GroupsOf(user.ChatGroups, TeamsOf(user)).Where(group => group.Group.Kind == ChatGroupKind.Open).Select(group => group.Group.Id);
}
