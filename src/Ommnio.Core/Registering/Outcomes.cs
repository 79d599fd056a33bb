using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>What registering and changing have to say alike.</summary>
internal static class Outcomes
{
    internal static readonly Problem TooLarge = new("user.too_large", null);

    internal static IReadOnlyList<Problem> Warnings(User user, Catalogue catalogue) =>
        catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(team => team.Team)).Count == 0 ? [new("user.no_chat_group", "chatGroups")] : [];

    /// <summary>Teams that somebody was taken out of by hand, and in which a rule keeps them (D39).</summary>
    internal static IEnumerable<Problem> Stays(User? before, User after, Actor actor, Catalogue catalogue) =>
        from membership in after.Teams
        where !membership.ByHand && (before?.Teams.Any(was => was.Team == membership.Team && was.ByHand) ?? false)
        let team = Authority.Seen(actor, catalogue).Team(membership.Team)
        where team is not null
        select new Problem("team.stays_by_rule", "teams", team.Name, membership.Rule!.Rule.ToString());

    /// <summary>Names the holder only to who may see them (R22).</summary>
    internal static async Task<(Problem Problem, User? Holder)> TakenAsync(string field, UserId holder, Actor actor, FindUsers users, CancellationToken cancellationToken)
    {
        var user = await users.ByIdAsync(actor, holder, cancellationToken);
        return (Taken(field, user), user);
    }

    /// <param name="field">The unique field.</param>
    /// <param name="holder">Null: the actor may not see who it is.</param>
    internal static Problem Taken(string field, User? holder)
    {
        var code = field == "nationalId" ? "user.national_id.taken" : $"user.{field}.taken";
        return holder is null ? new(code, field) : new(code, field, holder.Name.Full, holder.Area?.Text ?? "–");
    }

    /// <summary>Labels that the organisation has not used before.</summary>
    internal static IReadOnlyList<KnownLabel> NewLabels(User user, Catalogue catalogue)
    {
        IEnumerable<(LabelKind Kind, Label? Label)> used =
        [
            (LabelKind.Position, user.Position), (LabelKind.Area, user.Area), (LabelKind.Location, user.Location),
            .. user.Tags.Select(tag => (LabelKind.Tag, (Label?)tag)),
        ];
        var known = catalogue.Labels.Select(label => (label.Kind, label.Label)).ToHashSet();
        return [.. used.Where(item => item.Label is { } label && !known.Contains((item.Kind, label))).Select(item => new KnownLabel(item.Kind, item.Label!, []))];
    }
}
