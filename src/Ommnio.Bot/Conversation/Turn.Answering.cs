using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Registering;

namespace Ommnio.Bot.Conversation;

/// <summary>The answer to what was asked; in the menu, what opens or fills a field.</summary>
internal sealed partial class Turn
{
    private bool Answers(string text)
    {
        if (draft.Asking is not { } field || draft.Stage is not (Stage.Collecting or Stage.Review))
        {
            return draft.Stage is Stage.Menu or Stage.Review && (OpensField(text) || AddsKnown(text));
        }

        // A question is no answer, and neither is a yes to one that asks what.
        if (field is not Field.Notes && Unquote(text) == text && (text.Contains('?', StringComparison.Ordinal) || (Commands.Read(text) is Command.Yes && !FieldTable.Of(field).FreeText)))
        {
            Help(field);
            AskAgain();
            return true;
        }

        if (field is not (Field.NationalId or Field.Code) && SpanishIds.Within(text) is { } secret)
        {
            TakeSecret(secret);
            return true;
        }

        if (field is not (Field.FirstName or Field.LastName or Field.Position or Field.Notes) && Corrections.OnlyField(text) is { } other && other != field)
        {
            Ask(other);
            return true;
        }

        var plain = Unquote(text);
        isQuoted = plain != text;
        var said = isQuoted ? plain : WithoutFirstName(Leads.Without(text, field), field);
        if (!isQuoted && ((field is Field.FirstName or Field.LastName && NameWithin.Of(said) is null) || (field is Field.Area or Field.Location && IsSentence(said, field))))
        {
            return false;
        }

        var placed = Several(field, said);
        var parts = placed.Values.SelectMany(part => isQuoted ? [part] : Whole(part.Field, part.Value)).ToList();
        if (parts is [(var one, var only)] && one == field && placed.Unplaced.Count == 0)
        {
            if (Fill(field, only))
            {
                GoOn(field);
            }
        }
        else if (field == Field.FirstName && placed is { Values.Count: 1, Unplaced.Count: 0 })
        {
            AnswerWholeName(parts);
        }
        else
        {
            draft = draft with { IsBrief = draft.IsBrief || (draft.IsEmpty && field == Field.FirstName) };
            FillAll(parts, placed.Unplaced);
        }

        return true;
    }

    // What nobody would call an area, and holds none, is not to be added as one.
    private bool IsSentence(string said, Field field) =>
        Fillers.AreInPosition(said) && Placing.Answer(said, field, draft.Values, context, Language) is var placed && FieldReading.Read(field, said, draft.Values, context, Language) is Reading.Ask { Pending.Kind: PendingKind.NewLabel }
        && !placed.Values.Any(value => value.Field == field && value.Value != said);

    // "Ruth Okafor", where only the last name of Ruth is missing: the whole name was said again.
    private string WithoutFirstName(string said, Field field) =>
        field is Field.LastName && draft.Values.FirstName is { } first && said.StartsWith($"{first} ", StringComparison.OrdinalIgnoreCase) ? said[(first.Length + 1)..] : said;

    // An ID among the words of another answer: it goes where it belongs, or nowhere, and is not said again.
    private void TakeSecret(string id)
    {
        if (Fill(Field.NationalId, id))
        {
            SayUnderstood([Field.NationalId]);
            AskAgain();
        }
    }

    private void SayTaken(Field field)
    {
        if (!FieldTable.Of(field).Required && replies.All(reply => reply.Key is not "understood"))
        {
            SayUnderstood([field]);
        }
    }

    // "Cashier, Sales" where the position is asked; "Sales and she reports to Ana" where the area is.
    private Placed Several(Field field, string text)
    {
        var mayHoldMore = field is Field.FirstName or Field.LastName or Field.Position or Field.Area or Field.Location;
        var isName = field is Field.FirstName or Field.LastName;
        var placed = mayHoldMore && !isQuoted && !(isName && IsCode(text)) && text.Length <= LongestSentence ? Placing.Answer(text, field, Known(field), context, Language) : null;
        return placed is { Values.Count: > 0 } ? placed : new([(field, text)], []);
    }

    // "A driver" was said before anybody's name: what is said with the name is nearer the mark.
    private UserFields Known(Field asked) => asked is Field.FirstName && draft.Values.FirstName is null ? draft.Values with { Position = null } : draft.Values;

    private void AnswerWholeName(IEnumerable<(Field Field, string Value)> parts)
    {
        if (parts.All(part => Fill(part.Field, part.Value)))
        {
            Say("name.split", draft.Values.FirstName!, draft.Values.LastName!);
            Next(Button("button.split"));
        }
    }

    // In the menu "code" asks for the code, "code Z-9" gives it, and what is known by itself is taken.
    private bool OpensField(string text)
    {
        if (Corrections.OnlyField(text) is { } field)
        {
            Ask(field);
            return true;
        }

        if (text.Length <= LongestSentence && Placing.More(text, draft.Values, context, Language) is { Values.Count: > 1 } placed)
        {
            FillAll(placed.Values, placed.Unplaced);
            return true;
        }

        var (said, isQuestion) = (Giving.Without(text), text.Contains('?', StringComparison.Ordinal));
        if (KindOf(said) is not { Value: { } value } kind)
        {
            return !isQuestion && SaysMore(said);
        }

        if (Fill(kind.Field, value))
        {
            GoOn(kind.Field);
        }

        return true;
    }

    private static readonly Phrases Giving = new("ponle|ponla|ponlo|pon|dale|give her|give him|give them|set her|set his|set their");

    // "He reports to Ana", "she works 9 to 5": one thing, and nothing that it leaves over.
    private bool SaysMore(string text)
    {
        if (text.Length > LongestSentence || Placing.More(text, new(), context, Language) is not { Values: [(not (Field.FirstName or Field.LastName or Field.Position), _)], Unplaced.Count: 0 } placed)
        {
            return false;
        }

        FillAll(placed.Values, []);
        return true;
    }

    // Whose code it is already is said at once, not at the end.
    private void GoOn(Field field)
    {
        if (field == Field.Code && draft.Asking == field && draft.Values is { FirstName: not null, LastName: not null })
        {
            effects.Add(new Effect.FindDuplicates(draft.Values));
            return;
        }

        SayTaken(field);
        Next();
    }

    // "Add All staff": what is known by its name joins what is there.
    private bool AddsKnown(string text)
    {
        if (Corrections.Added(text) is not { } added || KindOf(added) is not { Field: Field.Teams or Field.ChatGroups or Field.Tags } kind)
        {
            return false;
        }

        Join(kind.Field, kind.Value!);
        return true;
    }

    private void Join(Field field, string value)
    {
        if (Fill(field, string.Join(", ", [.. Current(field), value])))
        {
            SayTaken(field);
            Next();
        }
    }

    // Quotes make any words a value.
    private static string Unquote(string text) =>
        text.Length > 2 && (text[0], text[^1]) is ('"', '"') or ('“', '”') or ('«', '»') ? text[1..^1].Trim() : text;
}
