using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>
/// Whether what was placed makes sense, and where else in the message it may begin: "FYI Sergio has left us, his replacement is
/// Ivy Chen, picker". What makes no sense is left out and asked, for nobody should find it on the card as if they had said it.
/// </summary>
internal sealed partial class Placing
{
    private const int MostStarts = 6;
    private const int MostPositionWords = 8;

    /// <summary>A message about somebody new.</summary>
    /// <param name="mayLackName">Somebody was spoken of before ("the new guy"), so that the first part need not be a name.</param>
    /// <param name="isLed">Words before it asked for somebody to be registered; without them, it has to look like that.</param>
    internal static Placed Sentence(string text, bool mayLackName, bool isLed, Context context, Language language)
    {
        var first = Read(text, mayLackName, context, language);
        var isSensible = IsSensible(first) && (first.Has(Field.FirstName) || mayLackName);
        if (isLed ? isSensible && (LooksLikeName(first) || !text.Any(char.IsUpper)) : IsWhole(first))
        {
            return first;
        }

        foreach (var start in Starts(text))
        {
            var lead = Leads.Of(text[start..]);
            var from = start + (lead?.Start ?? Leads.AfterManners(text[start..]));
            if (from < text.Length && Read(text[from..], lead?.IsOfSomebody is true, context, language) is var later && IsWhole(later))
            {
                return later with { Unplaced = text[..start].Trim(Clauses.Edges) is var before && before.Contains(' ', StringComparison.Ordinal) ? [before, .. later.Unplaced] : later.Unplaced };
            }
        }

        return Sensible(first);
    }

    // "Técnica de RRHH" says the area too, where nothing else does.
    private void TakeAreaOf(Field field)
    {
        if (!isAnswer && field is Field.Position && values is [.., (Field.Position, var position)] && IsOpen(Field.Area) && kinds.AreaAtEnd(position) is { } area && !AreaFollows(-1))
        {
            Take(Field.Area, area);
        }

        if (!isAnswer && field is Field.Position && values is [.., (Field.Position, var work)] && IsOpen(Field.Location) && kinds.LocationAtEnd(work) is var (end, location))
        {
            values[^1] = (Field.Position, work[..end]);
            Take(Field.Location, location);
        }
    }

    private static Placed Read(string text, bool mayLackName, Context context, Language language) =>
        new Placing(Opened(text), Field.FirstName, false, new(), context, language) { mayLackName = mayLackName }.Place();

    // "His replacement is": nothing else stands before.
    private static bool IsNaming(string whole) => Leads.NamingIn(whole) is var (start, _) && (start == 0 || whole[..start].Trim().Split(' ').All(Fillers.AreInName));

    // What follows a name in the same breath, "and is from Sales": the place, or nothing that has one.
    private void PutRest(string[] words)
    {
        var more = string.Join(' ', words.SkipWhile(word => IsLink(word) || Fillers.AreInName(word)));
        var place = kinds.Place(Leads.Without(more, Field.Area)).Name;
        if (more.Length > 0 && (kinds.KnownAs(place) is not { } known || !Take(known, place)))
        {
            LeaveOut(kinds.LocationAtEnd(more) is var (end, location) && Take(Field.Location, location) ? more[..end] : string.Join(' ', words));
        }
    }

    private static bool IsLink(string word) => word is "y" or "e" or "i";

    // After what ends a sentence or a part of one, and after signs that are neither letters nor such ends.
    private static List<int> Starts(string text)
    {
        List<int> starts = [];
        for (var at = 1; at < text.Length - 1 && starts.Count < MostStarts; at++)
        {
            var isEnd = text[at] is ',' or ';' or ':' or '!' or '?' or '\n' or '–' or '—' || (text[at] == '.' && text[at + 1] == ' ') || (text[at] == '-' && text[at - 1] == ' ') || char.IsLowSurrogate(text[at]) || (text[at] is 'e' or 't' && (Ends(text, at, " que") || Ends(text, at, " that")));
            if (isEnd && (text[at + 1] is ' ' or '\n' || text[at] == '\n') && text[(at + 1)..].Trim(Clauses.Edges).Length > 0)
            {
                starts.Add(text.Length - text[(at + 1)..].TrimStart(Clauses.Edges).Length);
            }
        }

        return starts;
    }

    private static bool Ends(string text, int at, string word) => at >= word.Length && text.AsSpan(at - word.Length + 1, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    // A later beginning is only believed where it says a name that looks like one, and what the person does.
    private static bool IsWhole(Placed said) =>
        IsSensible(said) && said.Has(Field.Position) && said.Has(Field.Area) && LooksLikeName(said);

    /// <summary>Whether what was taken for a name is written like one.</summary>
    internal static bool LooksLikeName(Placed said) =>
        said.Values.FirstOrDefault(value => value.Field is Field.FirstName).Value is { } name
        && (GivenNames.Starts(name) || (name.Contains(' ', StringComparison.Ordinal) ? said.IsNamed || NameWithin.IsWritten(name) : char.IsUpper(name[0]) && said.Has(Field.LastName)));

    private static bool IsSensible(Placed said) => said.Values.All(value => IsSensible(value, said));

    private static bool IsSensible((Field Field, string Value) value, Placed said) => value.Field switch
    {
        Field.FirstName or Field.LastName => value.Value.Split(' ') is var words && words.Length <= NameWithin.MostWords && !Fillers.AreInName(value.Value) && words[0] is not ("al" or "del"),
        Field.Position => said.Sure.Contains(Field.Position) || (IsWorkAlike(value.Value) && !HoldsName(value.Value, said)),
        _ => true,
    };

    private static bool IsWorkAlike(string position) =>
        position.Split(' ') is var words && words.Length <= MostPositionWords && words[0] is not ("and" or "or" or "but" or "y" or "o" or "pero" or "all" or "both" or "todos" or "todas" or "ambos" or "ambas") && !position.Any(char.IsSurrogate) && !Fillers.AreInPosition(position) && !(position.Any(char.IsAsciiDigit) && words.Any(word => Weekdays.IsDay(PlainText.Fold(word))));

    private static bool HoldsName(string position, Placed said) =>
        said.Values.FirstOrDefault(other => other.Field is Field.FirstName).Value is { } name && name.Contains(' ', StringComparison.Ordinal) && position.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static Placed Sensible(Placed said) => IsSensible(said) ? said : said with
    {
        Values = [.. said.Values.Where(value => IsSensible(value, said))],
        Unplaced = [.. said.Unplaced, .. said.Values.Where(value => !IsSensible(value, said)).Select(value => value.Value)],
    };
}
