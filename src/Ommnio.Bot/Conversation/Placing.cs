using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Which words are for which field, in the order in which they were said; and those that no field is for.</summary>
internal sealed record Placed(IReadOnlyList<(Field Field, string Value)> Values, IReadOnlyList<string> Unplaced)
{
    /// <summary>Fields that were named, so that their values may be anything.</summary>
    internal IReadOnlyCollection<Field> Sure { get; init; } = [];

    /// <summary>Words led to the name ("called"), however it is written.</summary>
    internal bool IsNamed { get; init; }

    /// <summary>"Alta para lavandería": a word in small letters that is no name says what somebody is wanted for.</summary>
    internal Placed WithoutPurpose() =>
        Values is [(Field.FirstName, var word), ..] && !Has(Field.LastName) && char.IsLower(word[0]) && !word.Contains(' ', StringComparison.Ordinal) && !GivenNames.Starts(word)
            ? this with { Values = [.. Values.Skip(1)], Unplaced = [word, .. Unplaced] } : this;

    internal bool Has(Field field) => Values.Any(value => value.Field == field);
}

/// <summary>
/// Gives each part of a message its field: by the words that lead to it, by its form, by being known, and at last by its place,
/// which is name, position, area. What is known wins over what is free; nothing is dropped.
/// </summary>
internal sealed partial class Placing
{
    private readonly string text;
    private readonly Field? asked;
    private readonly bool isAnswer;
    private readonly UserFields before;
    private readonly Kinds kinds;
    private readonly Language language;
    private readonly List<Clause> clauses;
    private readonly List<(Field Field, string Value)> values = [];
    private readonly List<string> unplaced = [];
    private readonly bool isNamingSaid;
    private bool mayLackName;
    private bool isNamed;

    // Words that lead to the name come later: until then nothing else is one.
    private bool isNameLater;

    // The field that an unmarked part is for.
    private Field? slot;

    // Where the free words begin that may go on after what looked like a place.
    private int freeStart;

    private Placing(string text, Field? asked, bool isAnswer, UserFields before, Context context, Language language)
    {
        text = Mail.Unwrapped(text);
        (this.text, this.asked, this.isAnswer, this.before, this.language, slot) = (text, asked, isAnswer, before, language, asked);
        kinds = new(context, language);
        isNamingSaid = !isAnswer && Leads.NamingIn(text) is not null;
        clauses = Clauses.Read(text, asked is Field.FirstName or Field.LastName, kinds.Fits);
    }

    /// <summary>The answer to a field's question, and what else was said with it.</summary>
    internal static Placed Answer(string text, Field asked, UserFields before, Context context, Language language) => new Placing(text, asked, true, before, context, language).Place();

    /// <summary>Whatever is said of somebody of whom nothing is asked.</summary>
    internal static Placed More(string text, UserFields before, Context context, Language language) => new Placing(text, null, true, before, context, language).Place();

    /// <summary>What is said of several people at once: only what words lead to, or what is known by itself.</summary>
    internal static Placed OfAll(string text, UserFields before, Context context, Language language) => new Placing(text, null, false, before, context, language).Place();

    private Placed Place()
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            i += Put(i);
        }

        LeaveOutTurns();
        return new(values, unplaced) { Sure = [.. clauses.Where(clause => clause is { Mark: Mark.Field, IsSure: true }).Select(clause => clause.Field)], IsNamed = isNamed };
    }

    /// <summary>Places a part; how many of the next ones belonged to it.</summary>
    private int Put(int index)
    {
        var clause = clauses[index];
        var said = clause.Of(text);
        switch (clause.Mark)
        {
            case Mark.Field:
                PutNamed(clause, said);
                return 0;
            case Mark.Manager when IsOpen(Field.RelatedTo):
                Take(Field.RelatedTo, said);
                return 0;
            case Mark.Aside:
                unplaced.Add(clause.WholeOf(text));
                return 0;
            case Mark.Position or Mark.Works when PutHours(said):
                return 0;
            case Mark.Position when char.IsUpper(said[0]) && text[clause.Start..clause.Value].TrimEnd() is "es la" or "es el":
                // "Es la Yoli": that is who she is, and not what.
                unplaced.Add(clause.WholeOf(text));
                return 0;
            case Mark.Position when IsOpen(Field.Position) && (slot is not Field.FirstName || isNameLater):
                PutFree(Field.Position, clause, said);
                return 0;
            case Mark.Place when IsLeft(index):
                unplaced.Add(clause.WholeOf(text));
                return 0;
            case Mark.Place when LeavesAnother(index, said):
                return clauses.Count - index;
            case Mark.Place when slot is not Field.FirstName || isNameLater || (!isAnswer && kinds.KnownAs(kinds.Place(said).Name) is not null):
                PutPlace(index, said);
                return 0;
            default:
                return PutUnmarked(index, clause.Mark is Mark.None ? said : clause.WholeOf(text));
        }
    }

    private int PutUnmarked(int index, string said)
    {
        if (PutSlip(index, said) is { } slips)
        {
            return slips;
        }

        if (IsAbsence(said) || IsTalkBefore(index, said))
        {
            unplaced.Add(said);
            return 0;
        }

        if (IsWriter(index, said))
        {
            unplaced.Add(text[clauses[index].Start..clauses[index + 1].End].Trim(Clauses.Edges));
            return 1;
        }

        if (PutPartOfName(index, said) is { } ofName)
        {
            return ofName;
        }

        if (LeavesAnother(index, said))
        {
            return clauses.Count - index;
        }

        if (PutRole(index, said) is { } ofRole)
        {
            return ofRole;
        }

        var isAsked = values.Count == 0 && (isAnswer || asked == Field.FirstName);
        if ((isAsked && slot is Field.LastName) || ((isAsked || !isAnswer) && slot is Field.FirstName && (!isNameLater || IsNaming(said))))
        {
            isNameLater = false;
            return LeadsOn(index, said) ? 0 : PutName(index, said);
        }

        if (IsLabel(index) && kinds.KnownAs(said) is null)
        {
            unplaced.Add(text[clauses[index].Start..clauses[Math.Min(index + 1, clauses.Count - 1)].End].Trim(Clauses.Edges));
            return 1;
        }

        if (PutHours(said) || (kinds.FormOf(said) is { } form && Take(form, said)))
        {
            return 0;
        }

        if (kinds.Place(WithoutBut(said)) is ({ } named, var name) && kinds.KnownAs(name) == named && Take(named, name))
        {
            return 0;
        }

        // "De RRHH": what is known loses its small words.
        var bare = kinds.KnownAs(said) is null && kinds.KnownAs(kinds.Place(said).Name) is not null ? kinds.Place(said).Name : said;
        var isKnown = kinds.KnownAs(bare) is { } kind && IsOpen(kind) && !(isAsked && asked is Field.Position) && !(slot is Field.Position && kinds.IsPosition(said));
        if (isKnown && Take(kinds.KnownAs(bare)!.Value, bare))
        {
            return 0;
        }

        if (!PutListed(index, said) && !PutLateName(said) && !PutAfterWords(said))
        {
            PutBySlot(index, said);
        }

        return 0;
    }

    private void PutBySlot(int index, string said)
    {
        var clause = clauses[index];
        if (clauses.Skip(index + 1).Any(later => later.Mark is Mark.Field && later.Field == slot))
        {
            unplaced.Add(clause.WholeOf(text));
        }
        else if (slot is Field.Position or Field.Location && IsOpen(slot.Value))
        {
            PutFree(slot.Value, clause, said);
        }
        else if (slot is Field.Area && IsOpen(Field.Area) && (kinds.IsArea(said) || !AreaFollows(index)))
        {
            PutFree(Field.Area, clause, said);
        }
        else if (values is [.., (Field.Tags or Field.Teams or Field.ChatGroups, _)] && !Fillers.AreInPosition(clause.WholeOf(text)))
        {
            values[^1] = (values[^1].Field, $"{values[^1].Value}, {said}");
        }
        else if (isAnswer && values.Count == 0 && asked is Field.Code or Field.Phone or Field.Email)
        {
            Take(asked.Value, said);
        }
        else if (isAnswer && values is [(Field.Position or Field.Area or Field.Location, _)])
        {
            GoOnTo(clause);
        }
        else
        {
            unplaced.Add(clause.WholeOf(text));
        }
    }

    private static string WithoutBut(string said) => said.Split(' ', 2) is ["but" or "pero", var rest] ? rest : said;

    private string? Unmarked(int index) => index < clauses.Count && clauses[index].Mark is Mark.None ? Titles.Without(clauses[index].Of(text)) : null;

    private void PutNamed(Clause clause, string said)
    {
        if (slot is Field.FirstName && clause.Field is Field.FirstName)
        {
            slot = Field.Position;
        }

        if (clause.Field is Field.Phone && Kinds.NumberIn(said) is { } number && number != said && Take(Field.Phone, number))
        {
            LeaveOut(said[number.Length..]);
        }
        else if (clause.Field is Field.Position)
        {
            PutFree(clause.Field, clause, said);
        }
        else if (clause.Field is Field.Area or Field.Location)
        {
            PutFree(clause.Field, clause, kinds.Place(said).Name);
        }
        else if (clause.Field is Field.WorkingHours ? !PutHours(said) && !PutHoursWithin(said) && !Take(clause.Field, said) : !Take(clause.Field, said))
        {
            unplaced.Add(clause.WholeOf(text));
        }
    }

    private void PutFree(Field field, Clause clause, string said)
    {
        freeStart = clause.Value;
        if (IsOpen(field) && !(field is Field.Position && !clause.IsSure && !(isAnswer && asked is Field.Position) && !(IsWorkAlike(Leads.Without(said, field)) && (!said.Any(char.IsAsciiDigit) || Hours.Read(said, language) is HoursRead.NotHours || kinds.HoursWithin(said) > 0))))
        {
            slot = slot == field ? field == Field.Position ? Field.Area : null : slot;
            WithHours(field is Field.Position && !clause.IsSure ? WithoutUntil(Leads.Without(said, field)) : said, rest => Take(field, rest));
            TakeAreaOf(field);
        }
        else
        {
            unplaced.Add(clause.WholeOf(text));
        }
    }

    // "Designer until October": how long is no part of what somebody does.
    private string WithoutUntil(string work)
    {
        var at = Array.ConvertAll(Untils, until => work.IndexOf(until, StringComparison.OrdinalIgnoreCase)).Where(at => at > 0).DefaultIfEmpty(work.Length).Min();
        LeaveOut(work[at..]);
        return work[..at];
    }

    private static readonly string[] Untils = [" until ", " till ", " hasta "];

    // What looked like something else still belongs to the free words before it.
    private void GoOnTo(Clause clause) => values[^1] = (values[^1].Field, text[freeStart..clause.End].Trim(Clauses.Edges));

    private bool AreaFollows(int index) => clauses.Skip(index + 1).Any(clause =>
        clause.Mark is Mark.None or Mark.Place && kinds.IsArea(kinds.Place(clause.Of(text)).Name) || clause is { Mark: Mark.Field, Field: Field.Area });

    private bool Take(Field field, string said)
    {
        if (!IsOpen(field) || said.Trim(',', ' ').Length == 0)
        {
            return false;
        }

        // Where lines divide, commas are left at the ends of words.
        values.Add((field, (field is Field.FirstName ? Titles.Without(said) : said).Trim(',', ' ')));
        return true;
    }

    private bool IsOpen(Field field) => values.All(value => value.Field != field) && (field == asked || !FieldTable.IsSet(before, field));
}
