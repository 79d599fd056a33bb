using System.Text.Json.Serialization;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

public enum PlaceKind
{
    Team,
    ChatGroup,
    Area,
    Location,
}

/// <summary>Where people are: as it was said, and what it is once that has been found out.</summary>
/// <param name="Id">A team's or chat group's id; of an area or location its text.</param>
public sealed record Place(string Name, PlaceKind Kind = default, string? Id = null)
{
    private static readonly (string Word, PlaceKind Kind)[] KindWords =
    [
        ("team", PlaceKind.Team), ("equipo", PlaceKind.Team), ("chat group", PlaceKind.ChatGroup), ("grupo de chat", PlaceKind.ChatGroup), ("group", PlaceKind.ChatGroup), ("grupo", PlaceKind.ChatGroup),
        ("chat", PlaceKind.ChatGroup), ("area", PlaceKind.Area), ("department", PlaceKind.Area), ("departamento", PlaceKind.Area), ("location", PlaceKind.Location), ("ubicacion", PlaceKind.Location), ("centro", PlaceKind.Location),
    ];

    [JsonIgnore]
    public bool IsFound => Id is not null;

    internal string Shown(Language language) => Kind switch
    {
        PlaceKind.Team => BotTexts.Say("place.team", language, Name),
        PlaceKind.ChatGroup => BotTexts.Say("place.group", language, Name),
        PlaceKind.Area => BotTexts.Say("place.area", language, Name),
        _ => BotTexts.Say("place.location", language, Name),
    };

    /// <summary>What it may mean: the exact name before anything like it. What the administrator may not hear of is not among it.</summary>
    internal IReadOnlyList<Place> Find(Context context, IReadOnlyList<PlaceKind> kinds)
    {
        if (IsFound)
        {
            return [this];
        }

        var known = Known(context).Where(place => kinds.Contains(place.Place.Kind)).ToList();
        var plain = WithoutArticle(Name);
        return Matching(Name, known) is { Count: > 0 } found ? found
            : plain != Name && Matching(plain, known) is { Count: > 0 } articled ? articled
            : WithoutKind(plain) is (var name, var kind) ? Matching(name, [.. known.Where(place => place.Place.Kind == kind)])
            : [];
    }

    private static List<Place> Matching(string name, IReadOnlyList<(Place Place, KnownLabel Label)> known)
    {
        var key = PlainText.Fold(name);
        var exact = known.Where(one => one.Label.Label.Key == key || one.Label.Aliases.Any(alias => PlainText.Fold(alias) == key)).Select(one => one.Place).ToList();
        return exact.Count > 0 ? exact : Resolving.Label(name, [.. known.Select(one => KnownName.Of(one.Label))]) switch
        {
            Resolved.Known(var text, _) => Named([text], known),
            Resolved.Several(var several) => Named(several, known),
            _ => [],
        };
    }

    private static List<Place> Named(IReadOnlyList<string> names, IReadOnlyList<(Place Place, KnownLabel Label)> known) =>
        [.. known.Where(one => names.Contains(one.Label.Label.Text)).Select(one => one.Place)];

    private static string WithoutArticle(string said) => string.Join(' ', said.Split(' ').SkipWhile(word => PlainText.Fold(word) is "the" or "el" or "la" or "los" or "las"));

    // "Bakery team", "equipo de Panadería", "area Sales".
    private static (string Name, PlaceKind Kind)? WithoutKind(string said)
    {
        var words = said.Split(' ');
        foreach (var (word, kind) in KindWords)
        {
            var count = word.Split(' ').Length;
            if (words.Length > count && PlainText.Fold(string.Join(' ', words.Take(count))) == word)
            {
                return (string.Join(' ', words.Skip(count).SkipWhile(next => PlainText.Fold(next) is "de" or "of")), kind);
            }

            if (words.Length > count && PlainText.Fold(string.Join(' ', words.TakeLast(count))) == word)
            {
                return (string.Join(' ', words.SkipLast(count)), kind);
            }
        }

        return null;
    }

    private static IEnumerable<(Place Place, KnownLabel Label)> Known(Context context) =>
    [
        .. context.OpenTeams.Select(team => (new Place(team.Name, PlaceKind.Team, team.Id.ToString()), new KnownLabel(LabelKind.Tag, new(team.Name), []))),
        .. context.OpenGroups.Select(group => (new Place(Described(group, context), PlaceKind.ChatGroup, group.Id.ToString()), new KnownLabel(LabelKind.Tag, new(group.Name), []))),
        .. context.Catalogue.LabelsOf(LabelKind.Area).Select(label => (new Place(label.Label.Text, PlaceKind.Area, label.Label.Text), label)),
        .. context.Catalogue.LabelsOf(LabelKind.Location).Select(label => (new Place(label.Label.Text, PlaceKind.Location, label.Label.Text), label)),
    ];

    // Two chat groups may bear one name; the description tells them apart (D43).
    private static string Described(ChatGroup group, Context context) =>
        group.Description is { Length: > 0 } description && context.OpenGroups.Count(other => other.Name == group.Name) > 1 ? $"{group.Name}, {description}" : group.Name;
}
