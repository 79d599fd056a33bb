using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What a message says of its own words: that one was wrong, which of two is the surname; and what stands among words that have no field.</summary>
internal sealed partial class Placing
{
    private const int MostSlipWords = 5;
    private const int MostWordsBefore = 3;

    // "Electrician, no sorry, electrical foreman": it takes the place of what it is like; how many of the next parts belong to it, null where nothing is taken back.
    private int? PutSlip(int index, string said)
    {
        if (values.Count == 0 || ChatStyle.AfterSlip(said) is not { } rest)
        {
            return null;
        }

        var meant = rest.Length > 0 ? rest : Unmarked(index + 1);
        var at = meant is null || meant.Split(' ').Length > MostSlipWords || Fillers.AreInName(meant) ? -1 : Replaced(meant);
        if (at < 0)
        {
            unplaced.Add(clauses[index].WholeOf(text));
            return 0;
        }

        values[at] = (values[at].Field, Leads.Without(meant!, values[at].Field));
        return rest.Length > 0 ? 0 : 1;
    }

    private int Replaced(string meant)
    {
        var known = kinds.KnownAs(kinds.Place(meant).Name) ?? kinds.FormOf(meant);
        var field = known ?? (values[^1].Field is Field.FirstName or Field.Position ? values[^1].Field : null);
        return field is Field.FirstName && !NameWithin.IsWritten(meant) ? -1 : values.FindLastIndex(value => value.Field == field);
    }

    // "Wei Zhang, Zhang is the surname": how many of the next parts belong to it, null where nothing of the kind is said.
    private int? PutPartOfName(int index, string said)
    {
        var isNext = index + 1 < clauses.Count && clauses[index + 1].Mark is Mark.Position;
        var at = values.FindIndex(value => value.Field is Field.FirstName);
        if (at < 0 || Corrections.PartOfName(isNext ? text[clauses[index].Start..clauses[index + 1].End].Trim(Clauses.Edges) : said, values[at].Value) is not var (first, last) || !Take(Field.LastName, last))
        {
            return null;
        }

        values[at] = (Field.FirstName, first);
        return isNext ? 1 : 0;
    }

    // "A new cashier for sales - Deborah Lynch": who it is comes after what they do.
    private bool PutLateName(string said) =>
        !isAnswer && (mayLackName || GivenNames.Starts(Titles.Without(said)) || Titles.Without(said) != said) && slot is not Field.FirstName && values.Exists(value => value.Field is Field.Position) && IsOpen(Field.FirstName)
        && said.Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(said) && kinds.KnownAs(said) is null && Take(Field.FirstName, said);

    // "So lisbon time please", "she's doing Tue to Sat 10-6", "her number is 612 345 678": a few words, and then what its form tells.
    private bool PutAfterWords(string said)
    {
        if (Kinds.ClockWithin(said) is var (clock, zone) && Take(Field.TimeZone, zone))
        {
            LeaveOut(said[..clock]);
            return true;
        }

        if (kinds.HoursWithin(said) is > 0 and var hours && said[..hours].Trim().Split(' ').Length <= MostWordsBefore && PutHours(said[hours..]))
        {
            LeaveOut(said[..hours]);
            return true;
        }

        return kinds.NumberAfter(said) is { } number && Take(Field.Phone, number);
    }

    // "Ana Blanco, cashier, Sales and Tom Reed, baker, Marketing": a place, and then somebody else, of whom all the rest is said.
    private bool LeavesAnother(int index, string said)
    {
        if (isAnswer || values.Count == 0 || Array.Find(Ands, word => said.Contains(word, StringComparison.Ordinal)) is not { } and || said.IndexOf(and, StringComparison.Ordinal) is not (> 0 and var at))
        {
            return false;
        }

        var (place, other) = (kinds.Place(said[..at]).Name, said[(at + and.Length)..]);
        if (kinds.KnownAs(place) is not { } field || !other.Contains(' ', StringComparison.Ordinal) || !NameWithin.IsWritten(other) || kinds.KnownAs(kinds.Place(other).Name) is not null || !Take(field, place))
        {
            return false;
        }

        LeaveOut(text[text.IndexOf(other, clauses[index].Value, StringComparison.Ordinal)..]);
        return true;
    }

    private static readonly string[] Ands = [" and ", " y ", " e "];

    private void LeaveOut(string words)
    {
        if (words.Trim(Clauses.Edges) is { Length: > 0 } rest)
        {
            unplaced.Add(rest);
        }
    }

    // "Celador: Wilson Caicedo, departamento RRHH": a name comes next, and nothing after it that may be the position.
    private bool IsWorkOnly(int index) =>
        Unmarked(index + 1) is { } name && name.Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(name) && kinds.KnownAs(name) is null
        && !clauses.Skip(index + 2).Any(clause => clause.Mark is Mark.None or Mark.Position or Mark.Place && clause.Of(text) is var said && kinds.KnownAs(kinds.Place(said).Name) is null && kinds.FormOf(said) is null && Hours.Read(said, language) is HoursRead.NotHours || clause is { Mark: Mark.Field, Field: Field.Position });

    // "New team administrator for Bakery: Patrick Dunne": a role in a team that is known, before the name; how many of the next parts belong to it.
    private int? PutRole(int index, string said)
    {
        if (isAnswer || slot is not Field.FirstName || Array.Find(said.Split(' '), word => Lists.RoleNamed(word) is not null) is not { } role)
        {
            return null;
        }

        var isPlaceNext = index + 1 < clauses.Count && clauses[index + 1].Mark is Mark.Place;
        var words = (isPlaceNext ? text[clauses[index].Start..clauses[index + 1].End].Trim(Clauses.Edges) : said).Split(' ');
        return Array.Exists(words, word => PlainText.Fold(word) is "team" or "equipo") && kinds.TeamAtEnd(words) is { } team && Take(Field.Teams, $"{team} ({PlainText.Fold(role)})") ? isPlaceNext ? 1 : 0 : null;
    }
}
