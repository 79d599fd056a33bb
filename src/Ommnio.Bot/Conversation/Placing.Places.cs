using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What words like "in" and "at" lead to: areas, locations, teams and chat groups.</summary>
internal sealed partial class Placing
{
    private void PutPlace(int index, string said)
    {
        if (PutPlaces(said) || PutPlaceAndMore(said))
        {
            return;
        }

        var clause = clauses[index];
        var (field, name) = kinds.Place(Leads.WithoutTimes(said));
        if (field is { } sure && Take(sure, name))
        {
            return;
        }

        // "En ventas de conductor": the work after the place.
        if (IsOpen(Field.Position) && name.IndexOf(WorkWord, StringComparison.Ordinal) is > 0 and var work && kinds.KnownAs(name[..work]) is { } place && Take(place, name[..work]))
        {
            Take(Field.Position, name[(work + WorkWord.Length)..]);
            return;
        }

        if (PutHours(name) || (kinds.KnownAs(name) is { } known && Take(known, name)))
        {
            return;
        }

        var isFree = values is [.., (Field.Position, _)];
        if (kinds.IsArea(name) && IsOpen(Field.Area))
        {
            PutFree(Field.Area, clause, name);
        }
        else if (kinds.IsLocation(name) && Take(Field.Location, name))
        {
        }
        else if (isAnswer && values.Count == 0 && slot is Field.Position)
        {
            PutFree(Field.Position, clause with { Value = clause.Start }, clause.WholeOf(text));
        }
        else if (isFree && (isAnswer || !IsOpen(Field.Area) || AreaFollows(index)))
        {
            GoOnTo(clause);
        }
        else if (IsOpen(Field.Area))
        {
            PutFree(Field.Area, clause, name);
        }
        else if (char.IsAsciiDigit(name[0]) || IsPurpose(clause.WholeOf(text)) || Fillers.AreInPosition(name) || FieldTable.Named(PlainText.Fold(name)) is not null || !Take(Field.Location, name))
        {
            unplaced.Add(clause.WholeOf(text));
        }
    }

    // "From Valencia to Madrid Centro": where somebody was before.
    private bool IsLeft(int index) =>
        !isAnswer && FirstWord(index) is "from" or "de" or "desde" && index + 1 < clauses.Count && clauses[index + 1].Mark is Mark.Place && FirstWord(index + 1) is "to" or "a" or "al" && kinds.KnownAs(kinds.Place(clauses[index + 1].Of(text)).Name) is not null;

    private string FirstWord(int index) => PlainText.Fold(clauses[index].WholeOf(text).Split(' ')[0]);

    // "In the bakery team and the all staff chat": each by itself, where each is known.
    private bool PutPlaces(string said)
    {
        var parts = Lists.Parts(said, part => kinds.KnownAs(part) is not null).Select(kinds.Place).Select(part => (Field: part.Field ?? kinds.KnownAs(part.Name), part.Name)).ToList();
        return parts.Count > 1 && parts.TrueForAll(part => part.Field is { } field && kinds.KnownAs(part.Name) == field) && parts.Select(part => part.Field).Distinct().Count() == parts.Count
            && parts.TrueForAll(part => IsOpen(part.Field!.Value)) && parts.TrueForAll(part => Take(part.Field!.Value, part.Name));
    }

    // "In Madrid Centro from eight to three", "en Ventas (hotel de Valencia)": a known place, and hours or another known place.
    private bool PutPlaceAndMore(string said)
    {
        if (kinds.HoursWithin(said) is > 0 and var hours && said[..hours].Trim(Clauses.Edges) is var before && kinds.Place(before).Name is var name && kinds.KnownAs(name) is { } known && Take(known, name))
        {
            return PutHours(said[hours..]) || PutNothing(said[hours..]);
        }

        if (said.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && said[^1] == ')' && said[(open + 1)..^1] is var inside && kinds.Place(said[..open]).Name is var outer && kinds.KnownAs(outer) is { } place && Take(place, outer))
        {
            var second = kinds.LocationAtEnd(inside) is var (_, location) ? location : kinds.Place(inside).Name;
            return (kinds.KnownAs(second) is { } other && Take(other, second)) || PutNothing(inside);
        }

        return false;
    }

    // "Sorry for the rush": what is for something is no place of work.
    private static bool IsPurpose(string whole) => PlainText.Fold(whole.Split(' ')[0]) is "for" or "para" or "on" or "of";

    private bool PutNothing(string words)
    {
        LeaveOut(words);
        return true;
    }
}
