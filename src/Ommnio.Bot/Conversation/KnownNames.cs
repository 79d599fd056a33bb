using System.Runtime.CompilerServices;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>A name that the organisation uses, folded once.</summary>
internal sealed record KnownName(string Text, string Key, IReadOnlyList<string> Aliases, string Id = "")
{
    internal static KnownName Of(string text, string id) => new(text, PlainText.Fold(text), [], id);

    internal static KnownName Of(KnownLabel label) => new(label.Label.Text, label.Label.Key, [.. label.Aliases.Select(PlainText.Fold)]);

    internal bool Is(string key) => Key == key || Aliases.Contains(key);
}

/// <summary>The names of a catalogue, folded once for as long as it lives: to fold them for every word of a message would be most of the work.</summary>
internal sealed class KnownNames
{
    private static readonly ConditionalWeakTable<Catalogue, KnownNames> Cache = [];

    private KnownNames(Catalogue catalogue)
    {
        (Areas, Locations, Positions) = (Labels(catalogue, LabelKind.Area), Labels(catalogue, LabelKind.Location), Labels(catalogue, LabelKind.Position));
        Teams = [.. catalogue.Teams.Select(team => KnownName.Of(team.Name, team.Id.ToString()))];
        ChatGroups = [.. catalogue.ChatGroups.Select(group => KnownName.Of(group.Name, group.Id.ToString()))];
    }

    internal IReadOnlyList<KnownName> Areas { get; }

    internal IReadOnlyList<KnownName> Locations { get; }

    internal IReadOnlyList<KnownName> Positions { get; }

    private IReadOnlyList<KnownName> Teams { get; }

    private IReadOnlyList<KnownName> ChatGroups { get; }

    internal static KnownNames Of(Catalogue catalogue) => Cache.GetValue(catalogue, known => new(known));

    internal IReadOnlyList<KnownName> Of(LabelKind kind) => kind switch
    {
        LabelKind.Area => Areas,
        LabelKind.Location => Locations,
        _ => Positions,
    };

    /// <summary>Those that the administrator may give.</summary>
    internal IReadOnlyList<KnownName> OpenTeams(Context context) => context.Actor.IsAccountAdministrator ? Teams : Open(Teams, context.OpenTeams.Select(team => team.Id.ToString()));

    internal IReadOnlyList<KnownName> OpenGroups(Context context) => context.Actor.IsAccountAdministrator ? ChatGroups : Open(ChatGroups, context.OpenGroups.Select(group => group.Id.ToString()));

    private static List<KnownName> Open(IReadOnlyList<KnownName> names, IEnumerable<string> ids) => ids.ToHashSet() is var open ? [.. names.Where(name => open.Contains(name.Id))] : [];

    private static List<KnownName> Labels(Catalogue catalogue, LabelKind kind) =>
        [.. catalogue.LabelsOf(kind).Select(KnownName.Of)];
}
