using System.Buffers;
using System.Text.RegularExpressions;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Which field words are for, by their form or because the organisation knows them.</summary>
internal sealed partial class Kinds(Context context, Language language)
{
    private static readonly string[] AreaWords = ["department", "area", "dept", "departamento"];
    private static readonly string[] TeamWords = ["team", "equipo"];
    private static readonly string[] GroupWords = ["group", "chat", "grupo"];
    private static readonly string[] LocationWords = ["centro", "tienda", "sede", "oficina", "store", "office", "branch", "site", "shop", "property", "plant", "warehouse", "depot", "hotel", "hospital", "planta", "almacen", "home", "restaurant", "school", "clinic", "centre", "center", "campus", "residencia", "restaurante", "colegio", "escuela", "clinica", "obra", "fabrica", "supermercado", "supermarket", "factory", "nursery", "guarderia"];
    private static readonly string[] SmallWords = ["the", "our", "my", "nuestro", "nuestra", "mi", "el", "la", "los", "las", "de", "del", "of"];
    private readonly KnownNames names = KnownNames.Of(context.Catalogue);
    private readonly IReadOnlyList<KnownName> teams = KnownNames.Of(context.Catalogue).OpenTeams(context);
    private readonly IReadOnlyList<KnownName> groups = KnownNames.Of(context.Catalogue).OpenGroups(context);

    /// <summary>What can be only one thing, whoever says it.</summary>
    internal Field? FormOf(string said) =>
        said.StartsWith('#') ? Field.Tags
        : SpanishIds.Is(said) ? Field.NationalId
        : said.Contains('@', StringComparison.Ordinal) && !said.Contains(' ', StringComparison.Ordinal) ? Field.Email
        : said.Contains('/', StringComparison.Ordinal) && Zones.Find(said).Count == 1 ? Field.TimeZone
        : Zones.IsClock(said) ? Field.TimeZone
        : IsPhone(said) ? Field.Phone
        : Badge.IsMatch(said) && !Zones.IsOffset(said) ? Field.Code
        : null;

    /// <summary>What bears exactly a name that the organisation uses.</summary>
    internal Field? KnownAs(string said)
    {
        var key = PlainText.Fold(said);
        return Has(names.Areas, key) ? Field.Area
            : Has(names.Locations, key) ? Field.Location
            : Has(teams, key) ? Field.Teams
            : Has(groups, key) ? Field.ChatGroups
            : null;
    }

    /// <summary>The known area that ends the words after "de" or "of"; null when there is none.</summary>
    internal string? AreaAtEnd(string said)
    {
        foreach (var word in (string[])[" de ", " of "])
        {
            if (said.LastIndexOf(word, StringComparison.OrdinalIgnoreCase) is > 0 and var at && said[(at + word.Length)..] is var rest && Has(names.Areas, PlainText.Fold(rest)))
            {
                return rest;
            }
        }

        return null;
    }

    /// <summary>"Physio at the Valencia centre": where the words end that are before a known location, and the location; null when there is none.</summary>
    internal (int End, string Location)? LocationAtEnd(string said)
    {
        for (var at = said.IndexOf(' ', StringComparison.Ordinal); at > 0; at = said.IndexOf(' ', at + 1))
        {
            var words = said[(at + 1)..].Split(' ', 2);
            if (words is [var lead, var rest] && PlainText.Fold(lead) is "de" or "del" or "in" or "at" or "en" or "from" or "of" && Place(rest) is var (_, name) && Has(names.Locations, PlainText.Fold(name)))
            {
                return (at, name);
            }
        }

        return null;
    }

    /// <summary>The known area that the words begin with; null when there is none.</summary>
    internal string? AreaAtStart(string said)
    {
        for (var at = said.LastIndexOf(' '); at > 0; at = said.LastIndexOf(' ', at - 1))
        {
            if (Has(names.Areas, PlainText.Fold(said[..at])))
            {
                return said[..at];
            }
        }

        return null;
    }

    internal bool IsPosition(string said) => Has(names.Positions, PlainText.Fold(said));

    internal bool IsArea(string said) => Resolving.Label(said, names.Areas) is Resolved.Known;

    internal bool IsLocation(string said) => Resolving.Label(said, names.Locations) is Resolved.Known;

    /// <summary>"the Sales department", "equipo de noche": the name without the word that says what it is.</summary>
    internal (Field? Field, string Name) Place(string said)
    {
        var words = WithoutSmall(said.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Split(' ');
        if (words.Length < 2 || KnownAs(said) is not null)
        {
            return (null, string.Join(' ', words));
        }

        foreach (var (field, kindWords) in ((Field, string[])[])[(Field.Area, AreaWords), (Field.Teams, TeamWords), (Field.ChatGroups, GroupWords), (Field.Location, LocationWords)])
        {
            var at = kindWords.Contains(PlainText.Fold(words[^1])) ? words.Length - 1 : kindWords.Contains(PlainText.Fold(words[0])) ? 0 : -1;
            if (at >= 0 && WithoutSmall([.. words.Where((_, index) => index != at)]) is var name && (field != Field.Location || Has(names.Locations, PlainText.Fold(name))))
            {
                return (field, name);
            }
        }

        return (null, string.Join(' ', words));
    }

    private static string WithoutSmall(string[] words)
    {
        var first = 0;
        while (first < words.Length - 1 && SmallWords.Contains(PlainText.Fold(words[first])))
        {
            first++;
        }

        return string.Join(' ', words.Skip(first));
    }

    /// <summary>Where hours begin that end the words; 0 or less when there are none, or nothing before them.</summary>
    internal int HoursWithin(string said)
    {
        if (!said.Any(char.IsAsciiDigit) && !Hours.MayBeSpoken(said))
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
        Field.NationalId => SpanishIds.Is(rest.Split(' ')[0]),
        Field.WorkingHours => Hours.Read(rest, language) is HoursRead.Ok or HoursRead.OnlyDays || HoursWithin(rest) > 0 || rest.Any(char.IsAsciiDigit),
        Field.TimeZone => rest.Length < 60 && (Zones.Find(rest).Count > 0 || Zones.IsOffset(rest)),
        Field.Area => IsArea(Place(rest).Name) || StartsKnown(names.Areas, rest),
        Field.Location => IsLocation(Place(rest).Name) || StartsKnown(names.Locations, rest),
        Field.Teams => StartsKnown(teams, rest) || Has(teams, PlainText.Fold(Place(rest).Name)),
        Field.ChatGroups => StartsKnown(groups, rest),
        Field.Position => rest.Length > 1,
        Field.FirstName or Field.LastName => rest.Length > 1 && rest.Split(' ') is var words && words[0].Any(char.IsUpper) && !words.Take(2).Any(word => word.Any(char.IsAsciiDigit)),
        Field.RelatedTo => rest.Length > 1 && rest.Any(char.IsUpper) && !rest.Any(char.IsAsciiDigit),
        Field.Tags => true,
        _ => false,
    };

    private static bool Has(IEnumerable<KnownName> known, string key) => known.Any(name => name.Is(key));

    private static bool StartsKnown(IEnumerable<KnownName> names, string rest)
    {
        var key = PlainText.Fold(rest);
        return names.SelectMany(name => name.Aliases.Prepend(name.Key)).Any(known => key.StartsWith(known, StringComparison.Ordinal) && (key.Length == known.Length || !char.IsLetterOrDigit(key[known.Length])));
    }

    private static bool MayBeginHours(string rest)
    {
        var word = PlainText.Fold(rest.Split(' ', '-', ',')[0]);
        return char.IsAsciiDigit(rest[0]) || word is "from" or "de" or "desde" or "every" or "todos" or "weekdays" or "weekends" or "entre" || Weekdays.IsDay(word);
    }

    /// <summary>"So Lisbon time", "ponle la hora de Canarias": where the words begin that say a clock, and those words; null when there are none.</summary>
    internal static (int Start, string Zone)? ClockWithin(string said)
    {
        var plain = ChatStyle.WithoutThanks(said);
        if (!plain.EndsWith(" time", StringComparison.OrdinalIgnoreCase) && !plain.Contains("hora ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        for (var at = 0; at >= 0; at = plain.IndexOf(' ', at + 1))
        {
            if (plain[at..].Trim() is var rest && Zones.IsClock(rest))
            {
                return (at, rest);
            }
        }

        return null;
    }

    /// <summary>"Her number is 612 345 678": the number after words that only lead to one; null for any other words.</summary>
    internal string? NumberAfter(string said) =>
        said.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var digit && digit - (said[digit - 1] == '+' ? 1 : 0) is var start && said[start..] is var number && IsPhone(number)
        && said[..start].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && Array.TrueForAll(words, word => NumberWords.Contains(PlainText.Fold(word))) ? number : null;

    /// <summary>The number that the words begin with, before a word of talk.</summary>
    internal static string? NumberIn(string said) => said.AsSpan().IndexOfAnyExcept(NumberSigns) is var end && (end < 0 ? said : said[..end]).TrimEnd(' ', '-', '.', '(', '/') is { Length: > 6 } number ? number : null;

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789+ -.()/");

    /// <summary>"Administrator of the Bakery team": the known team that the words end with, after a small word; null when there is none.</summary>
    internal string? TeamAtEnd(string[] words)
    {
        for (var at = 1; at < words.Length; at++)
        {
            if (PlainText.Fold(words[at - 1]) is "for" or "of" or "in" or "de" or "del" or "en" or "equipo" && Place(string.Join(' ', words[at..])).Name is var name && Has(teams, PlainText.Fold(name)))
            {
                return name;
            }
        }

        return null;
    }

    private static readonly string[] NumberWords = ["num", "number", "no", "numero", "her", "his", "their", "su", "el", "the", "is", "es"];

    // "EM-301", "FL19000": capitals and digits, and nothing else.
    [GeneratedRegex("^[A-Z]{1,4}(?:-[0-9]{2,6}|[0-9]{3,6})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Badge { get; }

    private bool IsPhone(string said) =>
        said.Length <= 40 && said.Count(char.IsAsciiDigit) >= 7 && PhoneNumber.Read(said, "phone", context.Catalogue.Organisation.Settings.Region).Value is not null;
}
