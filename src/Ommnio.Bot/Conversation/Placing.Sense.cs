using System.Collections.Frozen;
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
        // "Need Rohan Mehra on it": a greeting or a wish is no name; but "So Yeon" is one.
        text = !isLed && Leads.AfterManners(text) is var after && after < text.Length && char.IsUpper(text[after]) && !text.StartsWith("So ", StringComparison.Ordinal) ? text[after..] : text;
        var first = Read(text, mayLackName, context, language);
        var isSensible = IsSensible(first) && (first.Has(Field.FirstName) || mayLackName);

        // "Ana moves to Sales. And register Tom": whom the words ask for is meant.
        return isLed && isSensible && (LooksLikeName(first) || !text.Any(char.IsUpper)) ? first
            : !isLed && Later(text, mustAsk: true, context, language) is { } asked ? asked
            : !isLed && IsWhole(first) ? first
            : Later(text, mustAsk: false, context, language) ?? Sensible(first);
    }

    /// <param name="mustAsk">Words have to ask for somebody to be registered.</param>
    private static Placed? Later(string text, bool mustAsk, Context context, Language language)
    {
        foreach (var start in Starts(text))
        {
            var begin = text[start..] is ['Y' or 'y', ' ', ..] ? start + 2 : start;
            var lead = Leads.Of(text[begin..]);
            var from = begin + (lead?.Start ?? Leads.AfterManners(text[begin..]));
            if (from < text.Length && (!mustAsk || lead is { IsWish: true }) && Read(text[from..], lead?.IsOfSomebody is true, context, language) is var later && IsWhole(later))
            {
                return later with { Unplaced = text[Math.Min(start, Leads.AfterManners(text))..start].Trim(Clauses.Edges) is var before && before.Contains(' ', StringComparison.Ordinal) ? [before, .. later.Unplaced] : later.Unplaced };
            }
        }

        return null;
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

    // "Sales, but the Valencia shop", where lines divide: what comes after the comma says more of it, or of something else.
    private bool PutListed(int index, string said)
    {
        if (isAnswer || said.IndexOf(',', StringComparison.Ordinal) is not (> 0 and var comma))
        {
            return false;
        }

        var (first, rest) = (said[..comma].Trim(), said[(comma + 1)..].Trim());
        if (kinds.KnownAs(first) is { } known ? !Take(known, first) : slot is not Field.Position || GivenNames.Starts(first))
        {
            return false;
        }

        if (kinds.KnownAs(first) is null)
        {
            PutFree(Field.Position, clauses[index], first);
        }

        PutRest(rest.Split(' '));
        return true;
    }

    // "No email yet", "sin correo": that there is none is no value of anything.
    private static bool IsAbsence(string said) =>
        said.Split(' ', 3) is [var none, var what, ..] && PlainText.Fold(none) is "no" or "without" or "sin" && FieldTable.Named(PlainText.Fold(what)) is { Required: false };

    // "It's a she, laundry assistant", "wherever Bea is, so HR": of what answers a question, the part that can be its answer.
    private bool IsTalkBefore(int index, string said) =>
        isAnswer && values.Count == 0 && index + 1 < clauses.Count && asked switch
        {
            Field.Position => Fillers.AreInPosition(Leads.Without(said, Field.Position)),
            Field.Area or Field.Location => IsOther(said) && clauses.Skip(index + 1).Any(later => later.Mark is Mark.None or Mark.Place && !IsOther(later.Of(text))),
            _ => false,
        };

    private bool IsOther(string said) => kinds.KnownAs(kinds.Place(ChatStyle.WithoutOpeners(Leads.Without(said, Field.Area))).Name) != asked;

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
        Field.FirstName or Field.LastName => value.Value.Split(' ') is var words && words.Length <= NameWithin.MostWords && !Fillers.AreInName(value.Value) && words[0] is not ("al" or "del") && words[^1] is not ("de" or "del" or "la" or "of" or "the" or "y") && !Companies.Contains(words[^1].TrimEnd('.')),
        Field.Position => said.Sure.Contains(Field.Position) || (IsWorkAlike(value.Value) && !HoldsName(value.Value, said)),
        _ => true,
    };

    private static readonly FrozenSet<string> Companies = ((string[])["SL", "S.L", "SLU", "SA", "S.A", "Ltd", "Inc", "LLC", "GmbH", "plc", "PLC", "SAC", "SRL"]).ToFrozenSet();

    private static bool IsWorkAlike(string position) =>
        position.Any(char.IsLetter) && !Titles.Is(position) && Titles.Without(position) == position && !NamesSomebody(position) && !Commands.IsYesOrNo(position) && position.Split(' ') is var words && words.Length <= MostPositionWords && !words[0].All(char.IsAsciiDigit) && !Companies.Contains(words[^1].TrimEnd('.')) && PlainText.Fold(words[0]) is not ("no" or "not" or "los" or "las" or "de" or "del" or "of" or "from" or "and" or "or" or "but" or "y" or "o" or "pero" or "all" or "both" or "todos" or "todas" or "ambos" or "ambas") && !words.Any(word => word is "nuevo" or "nueva") && !position.Any(char.IsSurrogate) && !Fillers.AreInPosition(position) && !(position.Any(char.IsAsciiDigit) && words.Any(word => Weekdays.IsDay(PlainText.Fold(word))));

    // "La hermana de Bea", "Kim's cover": what somebody is to somebody else.
    private static bool NamesSomebody(string position) =>
        position.Split(' ') is var words && (words[0].EndsWith("'s", StringComparison.Ordinal) || words[0].EndsWith("’s", StringComparison.Ordinal) || (char.IsLower(position[0]) && words.Skip(1).Any(word => word.Any(char.IsUpper) && GivenNames.IsAmongMany(word))));

    private static bool HoldsName(string position, Placed said) =>
        said.Values.FirstOrDefault(other => other.Field is Field.FirstName).Value is { } name && name.Contains(' ', StringComparison.Ordinal) && position.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static Placed Sensible(Placed said) => IsSensible(said) ? said : said with
    {
        Values = [.. said.Values.Where(value => IsSensible(value, said))],
        Unplaced = [.. said.Unplaced, .. said.Values.Where(value => !IsSensible(value, said)).Select(value => value.Value)],
    };
}
