using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>Where in a message the name is, and what stands around it.</summary>
internal sealed partial class Placing
{
    private const string WorkWord = " de ";

    // Where everybody goes who is registered: it says nothing of them.
    private static readonly string[] Here = [" into the system", " to the system", " in the system", " en el sistema", " al sistema", " for you", " para ti", " para vosotros", " to the app", " in the app", " on the app", " on the system", " (she/her)", " (he/him)", " (they/them)", " en la app", " a la app", " to Ommnio", " in Ommnio", " en Ommnio", " a Ommnio", " for tonight", " for today", " for tomorrow", " para esta noche", " para hoy", " para mañana"];

    private static string Opened(string text)
    {
        foreach (var here in Here)
        {
            if (text.IndexOf(here, StringComparison.OrdinalIgnoreCase) is > 0 and var at && (at + here.Length == text.Length || !char.IsLetterOrDigit(text[at + here.Length])))
            {
                text = text.Remove(at, here.Length);
            }
        }

        return Divided(Titles.Without(WithoutNoun(text.Replace(" @ ", " at ", StringComparison.Ordinal))));
    }

    // "Reincorporación de Manuel Rivas": a word for what happens, and "of", before a given name.
    private static string WithoutNoun(string text) =>
        text.Split(' ', 4) is [var noun, "de" or "of" or "for", var name, _] && noun.All(char.IsLetter) && !GivenNames.Starts(noun) && GivenNames.Starts(name) ? text[(text.IndexOf(' ', noun.Length + 1) + 1)..] : text;

    // "Mateusz Kowalski (forklift operator, Store Operations)": parentheses after the name divide like commas.
    private static string Divided(string text)
    {
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.IndexOf(')', StringComparison.Ordinal));
        // "Xabi (Xabier Oñate)": how somebody is called, and the name.
        if (open > 0 && close > open && text[..open].TrimEnd() is var before && before.LastIndexOf(' ') + 1 is var last && last < before.Length && before[last..].All(char.IsLetter) && char.IsUpper(before[last]) && (last == 0 || before[..(last - 1)].Split(' ')[^1].All(char.IsLower))
            && text[(open + 1)..close] is var whole && whole.Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(whole))
        {
            return $"{before[..last]}{whole}{text[(close + 1)..]}";
        }

        var isAfterName = open > 0 && close > open && text.AsSpan(0, open).IndexOfAny(',', ';', '\n') < 0 && text[(text.LastIndexOf(':', open) + 1)..open].Trim() is var name && NameWithin.Of(name) == name;
        return isAfterName ? $"{text[..open].TrimEnd()}, {text[(open + 1)..close]}, {text[(close + 1)..].TrimStart(',', '.', ' ')}" : text;
    }

    // "Una incorporación: Sergio", "for Marketing: Oscar": what stands before a colon is no name unless it looks like one.
    private bool LeadsOn(int index, string said)
    {
        if (!isAnswer && slot is Field.FirstName && kinds.Place(said).Name is var place && kinds.KnownAs(place) is { } known && Unmarked(index + 1) is not null && Take(known, place))
        {
            return true;
        }

        // "Soy Marta de RRHH": that is who writes.
        if (!isAnswer && (Leads.Introduces(said) || IsOfLeaver(said)))
        {
            unplaced.Add(said);
            return true;
        }

        if (isAnswer || !IsLabel(index))
        {
            return false;
        }

        if (NameWithin.AreSeveral(said))
        {
            unplaced.Add(said);
            slot = Field.Position;
            return true;
        }

        // "The new waiter: Emiliano".
        if ((mayLackName || IsWorkOnly(index)) && Leads.WithoutTimes(said) is var work && !Leads.EndsWithArrival(work) && IsWorkAlike(work) && work.All(sign => char.IsLower(sign) || sign is ' ' or '-') && work.Split(' ').Length <= 3)
        {
            return Take(Field.Position, work);
        }

        var value = clauses[index].Of(text);
        return (kinds.KnownAs(value) is Field.Area && Take(Field.Area, value)) || (value.All(char.IsAsciiDigit) && Take(Field.Code, value)) || NameWithin.Of(said) is null || !said.Any(char.IsUpper);
    }

    // "It's Dawn at Valencia. Could you add", "I'm Ruth King, HR. Our plumber": who writes, and from where.
    private bool IsWriter(int index, string said) =>
        !isAnswer && values.Count == 0 && index + 2 < clauses.Count && (IsGreetingFrom(index, said) || (Leads.Introduces(said[Leads.AfterManners(said)..]) && clauses[index + 1].Mark is Mark.None && text[clauses[index + 1].Start..clauses[index + 1].End].TrimEnd().EndsWith('.')));

    private bool IsGreetingFrom(int index, string said) =>
        clauses[index + 1] is { Mark: Mark.Place } place && PlainText.Fold(place.WholeOf(text).Split(' ')[0]) is "at" or "from" or "in" or "de" or "en"
        && said[Leads.AfterManners(said)..] is var greeted && Leads.Without(greeted, Field.FirstName) is var who && who != greeted && !who.Contains(' ', StringComparison.Ordinal);

    // A word with a colon that names no field.
    private bool IsLabel(int index) => text[clauses[index].Value..clauses[index].End].TrimEnd().EndsWith(':') && index + 1 < clauses.Count;

    private int PutName(int index, string said)
    {
        if (!isAnswer && slot is Field.FirstName && PutAmongOthers(index, said) is { } more)
        {
            slot = slot is Field.FirstName && !isNameLater ? Field.Position : slot;
            return more;
        }

        var next = Unmarked(index + 1);
        var isTurned = slot is Field.FirstName && next is not null && IsTurned(said, next, index);
        var name = isTurned ? $"{said}, {next}" : NameWithin.Of(said);
        var field = slot!.Value;
        slot = Field.Position;
        if (name is null)
        {
            unplaced.Add(clauses[index].WholeOf(text));
            return 0;
        }

        var work = isTurned ? -1 : WorkIn(name);
        WithHours(work > 0 ? name[..work] : name, rest => Take(field, rest));
        if (work > 0)
        {
            PutFree(Field.Position, clauses[index] with { Value = clauses[index].End - (name.Length - work) + WorkWord.Length }, name[(work + WorkWord.Length)..]);
        }

        if (isAnswer && !isTurned && name != said && said.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at && said[(at + name.Length)..].Trim() is { Length: > 0 } rest)
        {
            PutRest(rest.Split(' '));
        }

        return isTurned ? 1 : 0;
    }

    /// <summary>A sentence's first part that is not only a name; how many of the next ones belonged to it, and null where it is a name or a turned one.</summary>
    private int? PutAmongOthers(int index, string said)
    {
        var clause = clauses[index];
        if ((mayLackName && IsWork(index, said)) || Leads.OnlyWork(said) is not null)
        {
            return PutFirst(null, clause, said);
        }

        if (IsWorkInPlace(index, said))
        {
            mayLackName = true;
            return PutFirst(null, clause, said);
        }

        // "The new fitter in Sales, he's called Ali": the name comes later, and this says what he is.
        if (isNamingSaid && !IsNaming(said) && clauses.Skip(index + 1).Any(later => IsNaming(later.WholeOf(text))))
        {
            PutFirst(null, clause, said);
            (slot, isNameLater) = (Field.FirstName, true);
            return 0;
        }

        if (Unmarked(index + 1) is { } next && (IsBefore(said, next) || (mayLackName && char.IsLower(said[0]) && !GivenNames.Starts(said) && next.Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(next) && kinds.KnownAs(next) is null)))
        {
            PutFirst(next, clause, said);
            return 1;
        }

        if (isNamingSaid && Leads.NamingIn(said) is var (before, after))
        {
            return PutNamed(clause, said, before, after);
        }

        if (NameWithin.AfterIs(said) is { } isAt && IsWorkAlike(Leads.Without(said[..isAt].Trim(), Field.Position)))
        {
            return PutFirst(said[(isAt + 4)..].Trim(), clause, said[..isAt].Trim());
        }

        if (NameWithin.AtEnd(said) is { } start)
        {
            return PutFirst(said[start..], clause, said[..start].Trim());
        }

        if ((NameWithin.Of(said) ?? NameWithin.First(said, text)) is not { } name)
        {
            PutAround(clause, said, clause.WholeOf(text));
            return PutNameAfter(index) ? 1 : 0;
        }

        if (name != said)
        {
            var at = said.IndexOf(name, StringComparison.Ordinal);
            Take(Field.FirstName, name);
            PutAround(clause, said[..at], null);
            PutRest(said[(at + name.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return 0;
        }

        return (Unmarked(index + 1) is not { } second || !IsTurned(said, second, index)) && PutRunOn(said) ? 0 : null;
    }

    // "A cleaner called Rosa": the words before may say what she is, and the name ends where a sentence begins.
    private int PutNamed(Clause clause, string said, int before, int after)
    {
        var words = said[after..].Split(' ');
        var length = Fillers.NameLength(words);
        while (length > 0 && IsLink(words[length - 1]))
        {
            length--;
        }

        if (length == 0)
        {
            unplaced.Add(clause.WholeOf(text));
            return 0;
        }

        Take(Field.FirstName, string.Join(' ', words[..length]));
        (slot, isNamed) = (Field.Position, true);
        PutAround(clause, said[..after], null);
        PutRest(words[length..]);
        return 0;
    }

    private int PutFirst(string? name, Clause clause, string work)
    {
        if (name is not null)
        {
            Take(Field.FirstName, name);
        }

        slot = Field.Position;
        if (!Leads.EndsWithArrival(work))
        {
            PutFree(Field.Position, clause, Leads.WithoutTimes(work));
        }

        return 0;
    }

    // "A new cook called" Paul, "Sales needs an account for" Chloe, "en el equipo Bakery a" Yara; the rest is left out.
    private void PutAround(Clause clause, string before, string? rest)
    {
        var within = Leads.Without(before.EndsWith(" a ", StringComparison.Ordinal) ? before[..^3] : before, Field.Area);
        var place = kinds.Place(within);
        if (Leads.BeforeName(before) is { Length: > 0 } work && !Fillers.AreInPosition(work))
        {
            PutFree(Field.Position, clause, work);
        }
        else if (Leads.Without(before.Trim(), Field.Position) is var plain && plain != before.Trim() && plain.All(sign => char.IsLower(sign) || sign is ' ' or '-') && IsWorkAlike(plain) && plain.Split(' ').Length <= 3 && kinds.KnownAs(plain) is null)
        {
            PutFree(Field.Position, clause, plain);
        }
        else if (!(kinds.AreaAtStart(within) is { } area && Take(Field.Area, area)) && !((place.Field ?? kinds.KnownAs(place.Name)) is { } field && Take(field, place.Name)) && rest is not null)
        {
            unplaced.Add(rest);
        }
    }

    // "The new guy, cashier, Sales": small letters, no given name, and the area comes next.
    private bool IsWork(int index, string said) =>
        !said.Any(char.IsUpper) && !GivenNames.Starts(said) && index + 1 < clauses.Count && clauses[index + 1].Mark is Mark.None or Mark.Place && kinds.IsArea(kinds.Place(clauses[index + 1].Of(text)).Name);

    // "Scaffolder for store ops, Liam O'Dowd": what somebody does, where, and then a name.
    private bool IsWorkInPlace(int index, string said) =>
        index + 2 < clauses.Count && said.All(sign => char.IsLower(sign) || sign is ' ' or '-') && said.Split(' ').Length <= 3 && IsWorkAlike(said) && !GivenNames.Starts(said)
        && clauses[index + 1] is { Mark: Mark.Place } place && kinds.IsArea(kinds.Place(place.Of(text)).Name)
        && Unmarked(index + 2) is { } name && name.Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(name) && kinds.KnownAs(name) is null;

    // "Sales needs an account, for Chloe Bennett": the part after words that are no name, where they lead to one.
    private bool PutNameAfter(int index)
    {
        var whole = index + 1 < clauses.Count ? clauses[index + 1].WholeOf(text) : "";
        if (NameWithin.Of(whole) is not { Length: > 0 } name || name == whole || !Take(Field.FirstName, name))
        {
            return false;
        }

        PutAround(clauses[index + 1], whole[..whole.IndexOf(name, StringComparison.Ordinal)], null);
        return true;
    }

    // "encargado de tienda, Rubén Cano": what somebody is may come before who it is.
    private static bool IsBefore(string said, string next) =>
        !GivenNames.Starts(said) && char.IsUpper(next[0]) && next.Contains(' ', StringComparison.Ordinal) && GivenNames.Starts(next)
        && (char.IsLower(said[0]) || (said.Contains(' ', StringComparison.Ordinal) && !GivenNames.IsAmongMany(next.Split(' ')[^1])));

    // "Rosa Vidal de cajera": a small letter after "de" is no surname.
    private static int WorkIn(string name)
    {
        var at = name.IndexOf(WorkWord, StringComparison.Ordinal);
        return at > 0 && char.IsUpper(name[0]) && char.IsLower(name[at + WorkWord.Length]) && !name[(at + WorkWord.Length)..].StartsWith("la", StringComparison.Ordinal) && !name[(at + WorkWord.Length)..].StartsWith("los ", StringComparison.Ordinal) ? at : -1;
    }

    // "García López, Ana": what follows the comma is a given name, or what comes later says that the places are one further on.
    private bool IsTurned(string said, string next, int index)
    {
        if (NameWithin.Of(said) is null || (char.IsUpper(said[0]) && char.IsLower(next[0]) && !GivenNames.Starts(next)) || (!said.Any(char.IsUpper) && next.Any(char.IsUpper)) || kinds.KnownAs(next) is not null || kinds.FormOf(next) is not null || kinds.IsPosition(next) || next.Split(' ').Length > 3 || GivenNames.Starts(said) || ChatStyle.IsOpener(next))
        {
            return false;
        }

        var isFurther = Unmarked(index + 3) is { } fourth && kinds.IsArea(fourth) && Unmarked(index + 2) is { } third && !kinds.IsArea(third);
        var isLabelledLater = !said.Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(next) && clauses.Skip(index + 2).Any(clause => clause is { Mark: Mark.Field, Field: Field.Position });
        isFurther &= !said.Contains(' ', StringComparison.Ordinal) || GivenNames.IsSurname(said.Split(' ')[0]) || !said.Any(char.IsLower);
        return GivenNames.Starts(next) || isFurther || isLabelledLater || (isAnswer && !said.Contains(' ', StringComparison.Ordinal));
    }
}
