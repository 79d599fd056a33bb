using System.Text.RegularExpressions;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Which field words are for, by their form or because the organisation knows them.</summary>
internal sealed partial class Kinds(Context context, Language language)
{
    private static readonly string[] AreaWords = ["department", "area", "dept", "departamento"];
    private static readonly string[] TeamWords = ["team", "equipo"];
    private static readonly string[] GroupWords = ["group", "chat", "grupo"];
    private static readonly string[] SmallWords = ["the", "el", "la", "los", "las", "de", "del", "of"];
    private readonly IReadOnlyList<KnownLabel> areas = [.. context.Catalogue.LabelsOf(LabelKind.Area)];
    private readonly IReadOnlyList<KnownLabel> locations = [.. context.Catalogue.LabelsOf(LabelKind.Location)];

    /// <summary>What can be only one thing, whoever says it.</summary>
    internal Field? FormOf(string said) =>
        said.StartsWith('#') ? Field.Tags
        : SpanishId.IsMatch(said) ? Field.NationalId
        : said.Contains('@', StringComparison.Ordinal) && !said.Contains(' ', StringComparison.Ordinal) ? Field.Email
        : said.Contains('/', StringComparison.Ordinal) && Zones.Find(said).Count == 1 ? Field.TimeZone
        : IsPhone(said) ? Field.Phone
        : null;

    /// <summary>What bears exactly a name that the organisation uses.</summary>
    internal Field? KnownAs(string said)
    {
        var key = PlainText.Fold(said);
        return Names(areas).Any(Is) ? Field.Area
            : Names(locations).Any(Is) ? Field.Location
            : context.OpenTeams.Any(team => Is(team.Name)) ? Field.Teams
            : context.OpenGroups.Any(group => Is(group.Name)) ? Field.ChatGroups
            : null;

        bool Is(string name) => PlainText.Fold(name) == key;
    }

    internal bool IsPosition(string said) => Names(context.Catalogue.LabelsOf(LabelKind.Position)).Any(name => PlainText.Fold(name) == PlainText.Fold(said));

    internal bool IsArea(string said) => Resolving.Label(said, areas) is Resolved.Known;

    internal bool IsLocation(string said) => Resolving.Label(said, locations) is Resolved.Known;

    /// <summary>"the Sales department", "equipo de noche": the name without the word that says what it is.</summary>
    internal (Field? Field, string Name) Place(string said)
    {
        var words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 1 && SmallWords.Contains(PlainText.Fold(words[0])))
        {
            words.RemoveAt(0);
        }

        if (words.Count < 2 || KnownAs(said) is not null)
        {
            return (null, string.Join(' ', words));
        }

        foreach (var (field, names) in ((Field, string[])[])[(Field.Area, AreaWords), (Field.Teams, TeamWords), (Field.ChatGroups, GroupWords)])
        {
            var at = names.Contains(PlainText.Fold(words[^1])) ? words.Count - 1 : names.Contains(PlainText.Fold(words[0])) ? 0 : -1;
            if (at >= 0)
            {
                words.RemoveAt(at);
                while (words.Count > 1 && SmallWords.Contains(PlainText.Fold(words[0])))
                {
                    words.RemoveAt(0);
                }

                return (field, string.Join(' ', words));
            }
        }

        return (null, string.Join(' ', words));
    }

    /// <summary>Where hours begin that end the words; 0 or less when there are none, or nothing before them.</summary>
    internal int HoursWithin(string said)
    {
        if (!said.Any(char.IsAsciiDigit))
        {
            return -1;
        }

        for (var at = said.IndexOf(' ', StringComparison.Ordinal); at > 0; at = said.IndexOf(' ', at + 1))
        {
            var rest = said[(at + 1)..];
            if (MayBeginHours(rest) && Hours.Read(rest, language) is HoursRead.Ok)
            {
                return at + 1;
            }
        }

        return -1;
    }

    /// <summary>Whether words after a field's name can be its value: "code Z-9", and not the "team" of "team leader".</summary>
    internal bool Fits(Field field, string rest) => field switch
    {
        Field.Code => rest.Split(' ')[0].Any(char.IsAsciiDigit),
        Field.Phone => rest.Count(char.IsAsciiDigit) >= 6,
        Field.Email => rest.Contains('@', StringComparison.Ordinal),
        Field.NationalId => SpanishId.IsMatch(rest.Split(' ')[0]),
        Field.WorkingHours => Hours.Read(rest, language) is HoursRead.Ok or HoursRead.OnlyDays || HoursWithin(rest) > 0 || rest.Any(char.IsAsciiDigit),
        Field.TimeZone => rest.Length < 60 && (Zones.Find(rest).Count > 0 || Zones.IsOffset(rest)),
        Field.Area => IsArea(Place(rest).Name) || StartsKnown(Names(areas), rest),
        Field.Location => IsLocation(Place(rest).Name) || StartsKnown(Names(locations), rest),
        Field.Teams => StartsKnown(context.OpenTeams.Select(team => team.Name), rest),
        Field.ChatGroups => StartsKnown(context.OpenGroups.Select(group => group.Name), rest),
        Field.RelatedTo or Field.LastName or Field.Position => rest.Length > 1 && rest.Any(char.IsUpper) && !rest.Any(char.IsAsciiDigit),
        Field.Tags => true,
        _ => false,
    };

    private static bool StartsKnown(IEnumerable<string> names, string rest)
    {
        var key = PlainText.Fold(rest);
        return names.Any(name => PlainText.Fold(name) is var known && key.StartsWith(known, StringComparison.Ordinal) && (key.Length == known.Length || !char.IsLetterOrDigit(key[known.Length])));
    }

    private static bool MayBeginHours(string rest)
    {
        var word = PlainText.Fold(rest.Split(' ', '-', ',')[0]);
        return char.IsAsciiDigit(rest[0]) || word is "from" or "de" or "desde" or "every" or "todos" or "weekdays" or "weekends" or "entre" || Weekdays.IsDay(word);
    }

    private bool IsPhone(string said) =>
        said.Length <= 40 && said.Count(char.IsAsciiDigit) >= 7 && PhoneNumber.Read(said, "phone", context.Catalogue.Organisation.Settings.Region).Value is not null;

    private static IEnumerable<string> Names(IEnumerable<KnownLabel> labels) => labels.SelectMany(label => label.Aliases.Prepend(label.Label.Text));

    [GeneratedRegex("^(?:[0-9]{8}|[XYZ][0-9]{7})-?[A-Z]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpanishId { get; }
}
