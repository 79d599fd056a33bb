using System.Text.RegularExpressions;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>Reads tags, teams with roles, and chat groups. What cannot be placed is named in the problem: a list must not lose a part silently.</summary>
internal static partial class Lists
{
    /// <summary>"a, b y c": the parts of a list. A part that <paramref name="isWhole"/> knows as it stands is not taken apart.</summary>
    internal static IReadOnlyList<string> Parts(string text, Func<string, bool>? isWhole = null)
    {
        var parts = text.Split([',', ';', '\n', '#'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 || isWhole?.Invoke(parts[^1]) is true ? parts : [.. parts[..^1], .. And.Split(parts[^1]).Where(part => part.Length > 0)];
    }

    internal static Reading Tags(string text, UserFields values)
    {
        var read = Parts(text).Select(part => Label.Read(part, "tags", Label.LongestTag)).ToList();
        return read.Count == 0 ? new Reading.Bad(new("text.missing", "tags"))
            : read.FirstOrDefault(label => label.Problem is not null).Problem is { } problem ? new Reading.Bad(problem)
            : new Reading.Ok(values with { Tags = [.. read.Select(label => label.Value!).Distinct().Select(label => label.Text)] });
    }

    internal static Reading Teams(string text, UserFields values, Context context)
    {
        List<TeamFields> teams = [];
        Pending? pending = null;
        var known = KnownNames.Of(context.Catalogue).OpenTeams(context);
        foreach (var part in Parts(RoleApart.Replace(text, " $1"), part => Exactly(part, known)))
        {
            var (name, said) = WithRole.Match(part) is { Success: true } match ? (match.Groups["name"].Value, match.Groups["role"].Value.Trim()) : (part, null);
            var role = said is null ? null : RoleOf(PlainText.Fold(said));
            if (said is not null && role is null)
            {
                return new Reading.Bad(new("team.role", "teams", said));
            }

            switch (Find(name, known))
            {
                case [var (_, id)]:
                    teams.Add(new(id, null, role));
                    break;
                case []:
                    return new Reading.Bad(new("team.none", "teams", name));
                case var several:
                    pending = Which(Field.Teams, several, name);
                    break;
            }
        }

        return Taken(teams.Count, "teams", pending, values with { Teams = [.. teams.DistinctBy(team => team.Id)] });
    }

    internal static Reading ChatGroups(string text, UserFields values, Context context)
    {
        List<ChatGroupFields> groups = [];
        Pending? pending = null;
        var known = KnownNames.Of(context.Catalogue).OpenGroups(context);
        foreach (var part in Parts(text, part => Exactly(part, known)))
        {
            switch (Find(part, known))
            {
                case [var (_, id)]:
                    groups.Add(new(id, null));
                    break;
                case []:
                    return new Reading.Bad(new("group.none", "chatGroups", part));
                case var several:
                    pending = Which(Field.ChatGroups, [.. several.Select(group => (Described(group.Id, context), group.Id))], part);
                    break;
            }
        }

        return Taken(groups.Count, "chatGroups", pending, values with { ChatGroups = [.. groups.Distinct()] });
    }

    private static Reading Taken(int count, string field, Pending? pending, UserFields values) =>
        pending is not null ? new Reading.Ask(pending, values)
        : count > 0 ? new Reading.Ok(values)
        : new Reading.Bad(new("text.missing", field));

    private static bool Exactly(string part, IEnumerable<KnownName> known) => PlainText.Fold(part) is var key && known.Any(one => one.Key == key);

    // Two chat groups may bear one name, so that an exact name may still mean several.
    private static IReadOnlyList<(string Name, string Id)> Find(string typed, IReadOnlyList<KnownName> known)
    {
        return Resolving.Label(typed, [.. known.DistinctBy(one => one.Text)]) switch
        {
            Resolved.Known(var name, _) => [.. known.Where(one => one.Text == name).Select(one => (one.Text, one.Id))],
            Resolved.Several(var several) => [.. known.Where(one => several.Contains(one.Text)).Select(one => (one.Text, one.Id))],
            _ => [],
        };
    }

    private static Pending Which(Field field, IEnumerable<(string Name, string Id)> several, string said) =>
        new(PendingKind.Which, field, [.. several.Take(5).Select(one => new Choice(one.Name, one.Id))], said);

    private static string Described(string id, Context context) =>
        ChatGroupId.TryParse(id) is { } known && context.Catalogue.ChatGroup(known) is { } group
            ? group.Description is { Length: > 0 } description ? $"{group.Name} ({description})" : group.Name
            : "";

    /// <summary>"Bakery (admin)": the name, and what stands as a role; null where none does.</summary>
    internal static (string Name, string? Role) NameAndRole(string said) =>
        WithRole.Match(said) is { Success: true } match ? (match.Groups["name"].Value, match.Groups["role"].Value.Trim()) : (said, null);

    /// <summary>Null for what is no role in a team.</summary>
    internal static string? RoleNamed(string said) => RoleOf(PlainText.Fold(said));

    private static string? RoleOf(string folded) => folded switch
    {
        "admin" or "administrator" or "administrador" or "administradora" => "administrator",
        "member" or "miembro" => "member",
        _ => null,
    };

    [GeneratedRegex(@"\s+(?:and|y|e)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex And { get; }

    [GeneratedRegex(@",\s*((?:as|como|de)\s+(?:an?\s+|una?\s+)?(?:admin|administrator|administradora?|member|miembro)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RoleApart { get; }

    [GeneratedRegex(@"^(?<name>[^()]+?)\s*(?:\((?<role>[^()]*)\)|\s(?:as|como|de)\s+(?:an?\s+|una?\s+)?(?<role>admin|administrator|administradora?|member|miembro)|\s(?:as|como)\s+(?:an?\s+)?(?<role>\S+))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WithRole { get; }
}
