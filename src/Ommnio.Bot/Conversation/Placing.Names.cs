using Ommnio.Bot.Conversation.Speech;

namespace Ommnio.Bot.Conversation;

/// <summary>Where in a message the name is, and what stands around it.</summary>
internal sealed partial class Placing
{
    private const string WorkWord = " de ";

    // "Mateusz Kowalski (forklift operator, Store Operations)": parentheses after the name divide like commas.
    private static string Opened(string text)
    {
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.IndexOf(')', StringComparison.Ordinal));
        var isAfterName = open > 0 && close > open && text.AsSpan(0, open).IndexOfAny(',', ';', '\n') < 0 && text[..open].Trim() is var name && NameWithin.Of(name) == name;
        return isAfterName ? $"{text[..open].TrimEnd()}, {text[(open + 1)..close]}, {text[(close + 1)..].TrimStart(',', ' ')}" : text;
    }

    private int PutName(int index, string said)
    {
        var next = Unmarked(index + 1);
        if (slot is Field.FirstName && next is not null && IsBefore(said, next))
        {
            Take(Field.FirstName, next);
            slot = Field.Position;
            PutFree(Field.Position, clauses[index], said);
            return 1;
        }

        var isTurned = slot is Field.FirstName && next is not null && IsTurned(said, next, index);
        var name = isTurned ? $"{said}, {next}" : NameWithin.Of(said);
        var field = slot!.Value;
        slot = Field.Position;
        if (name is null)
        {
            unplaced.Add(clauses[index].WholeOf(text));
            return NameAfter(index) is { } later && Take(field, later) ? 1 : 0;
        }

        var work = isTurned ? -1 : WorkIn(name);
        WithHours(work > 0 ? name[..work] : name, rest => Take(field, rest));
        if (work > 0)
        {
            PutFree(Field.Position, clauses[index] with { Value = clauses[index].End - (name.Length - work) + WorkWord.Length }, name[(work + WorkWord.Length)..]);
        }

        return isTurned ? 1 : 0;
    }

    // "Sales needs an account, for Chloe Bennett": the part after words that are no name, where they lead to one.
    private string? NameAfter(int index) =>
        index + 1 < clauses.Count && clauses[index + 1].WholeOf(text) is var whole && NameWithin.Of(whole) is { } name && name != whole ? name : null;

    // "encargado de tienda, Rubén Cano": what somebody is may come before who it is.
    private static bool IsBefore(string said, string next) => char.IsLower(said[0]) && !GivenNames.Starts(said) && char.IsUpper(next[0]) && next.Contains(' ', StringComparison.Ordinal) && GivenNames.Starts(next);

    // "Rosa Vidal de cajera": a small letter after "de" is no surname.
    private static int WorkIn(string name)
    {
        var at = name.IndexOf(WorkWord, StringComparison.Ordinal);
        return at > 0 && char.IsUpper(name[0]) && char.IsLower(name[at + WorkWord.Length]) && !name[(at + WorkWord.Length)..].StartsWith("la", StringComparison.Ordinal) && !name[(at + WorkWord.Length)..].StartsWith("los ", StringComparison.Ordinal) ? at : -1;
    }

    // "García López, Ana": what follows the comma is a given name, or what comes later says that the places are one further on.
    private bool IsTurned(string said, string next, int index)
    {
        if (kinds.KnownAs(next) is not null || kinds.IsPosition(next) || next.Split(' ').Length > 3 || GivenNames.Starts(said))
        {
            return false;
        }

        var isFurther = Unmarked(index + 3) is { } fourth && kinds.IsArea(fourth) && Unmarked(index + 2) is { } third && !kinds.IsArea(third);
        return GivenNames.Starts(next) || isFurther || (isAnswer && !said.Contains(' ', StringComparison.Ordinal));
    }
}
