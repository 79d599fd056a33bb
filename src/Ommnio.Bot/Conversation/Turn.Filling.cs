using System.Buffers;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Putting values into fields, and asking back where a value is not sure.</summary>
internal sealed partial class Turn
{
    private const int MostCodeWords = 2;

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("<>{}[]|\\=$*/\"");

    /// <summary>Reads a value into its field. False when something else is to be asked first; that has been said then.</summary>
    private bool Fill(Field field, string text)
    {
        switch (FieldReading.Read(field, text, draft.Values, context, Language))
        {
            case Reading.Ok(var values, var inferred):
                draft = Changed(values, field);
                Infer(field, text, inferred);
                return !AsksBack(field, inferred, text);
            case Reading.Ask(var pending, var values):
                draft = values is null ? draft : Changed(values, field);
                draft = draft with { Pending = pending, Asking = field };
                AskPending(pending);
                return false;
            case Reading.Find(var query):
                draft = draft with { Asking = Field.RelatedTo };
                effects.Add(new Effect.FindUsers(query));
                return false;
            case Reading.FormOnly:
                Say("secret.form");
                ShowForm([]);
                return false;
            case Reading.Bad(var problem):
                draft = draft with { Misses = draft.Misses + 1 };
                Say("catalogue", Showing.InWords(problem, Language));
                Assist(field);
                return false;
            default:
                return false;
        }
    }

    /// <summary>
    /// Several fields of one message: what is sure is taken, the first that is not is asked, and what can be neither is named,
    /// for nobody should believe that it was understood.
    /// </summary>
    private void FillAll(IEnumerable<(Field Field, string Value)> said, IEnumerable<string> unplaced)
    {
        repeatsAll = true;
        List<Field> filled = [];
        List<Waiting> open = [];
        List<string> leftOut = [.. unplaced, .. signed];
        foreach (var (field, value) in said)
        {
            if (!isQuoted && field is not (Field.FirstName or Field.LastName or Field.PhoneConsent or Field.Notes) && Commands.SaysNothing(value))
            {
                leftOut.Add($"{NameOf(field)}: {value}");
            }
            else if (FieldReading.Read(field, value, draft.Values, context, Language) is Reading.Ok(var values, var inferred) && !IsDoubtful(field, inferred, value))
            {
                draft = Changed(values, field);
                filled.Add(field);
                Infer(field, value, inferred);
            }
            else
            {
                open.Add(new(field, value));
            }
        }

        // The summary that follows says the rest.
        var isWhole = draft.IsBrief && draft.Stage == Stage.Collecting && Missing is null && open.Count == 0;
        SayUnderstood(isWhole ? filled.Where(heard.ContainsKey) : filled);
        SayLeftOut(leftOut, open.RemoveAll(waiting => waiting.Field == Field.NationalId) > 0);
        repeatsAll = false;
        draft = draft with { Later = [.. open, .. draft.Later] };
        Next([.. Changes()]);
    }

    private void SayLeftOut(List<string> texts, bool hasSecret)
    {
        if (hasSecret)
        {
            Say("secret.form");
        }

        // What may be an ID is not said again.
        if (texts.RemoveAll(text => SpanishIds.Within(text) is not null) > 0 && !hasSecret)
        {
            Say("secret.form");
        }

        // What only held the sentence together is missed by nobody.
        texts.RemoveAll(text => text.Split(' ').All(Fillers.AreInName));
        if (texts.Count > 0)
        {
            Say("left.out", string.Join(", ", texts));
        }
    }

    /// <summary>Taken, and still to be asked: hours that were guessed at, a phone without consent, a name that hardly is one.</summary>
    private bool IsDoubtful(Field field, bool inferred, string text) =>
        (field == Field.WorkingHours && inferred) || (field == Field.Phone && draft.Values.PhoneConsent is null) || IsHardlyName(field, text) || IsHardlyCode(field, text);

    // A code of several words has taken some that were not meant for it.
    private bool IsHardlyCode(Field field, string text) => field is Field.Code && !isQuoted && (Fillers.AreInName(text) || text.Split(' ').Length > MostCodeWords);

    private bool IsHardlyName(Field field, string text) =>
        field is Field.FirstName or Field.LastName && !isQuoted && (text.Any(char.IsDigit) || IsCode(text) || text.Split(' ').Length > NameWithin.MostWords || text.Contains(" d ", StringComparison.Ordinal) || text.StartsWith("d ", StringComparison.Ordinal) || text.Contains('(', StringComparison.Ordinal) != text.Contains(')', StringComparison.Ordinal) || Fillers.AreInName(text));

    // Markup, templates and the like: if it is a name, then the whole of it.
    private static bool IsCode(string text) => text.AsSpan().IndexOfAny(CodeSigns) >= 0 || (text.Length > 0 && text[0] is '\'' or '.' or ';' or '(' or '-');

    private void Infer(Field field, string text, bool inferred)
    {
        if (inferred && field is Field.Area or Field.Location)
        {
            heard[field] = text;
        }
    }

    /// <summary>For what was inferred, one tap that changes it.</summary>
    private IEnumerable<Choice> Changes() =>
        Split.Concat(heard.Keys.Order().Select(field => Words("button.change.field", NameOf(field))));

    /// <summary>What an earlier message left to be asked, one after the other; false when nothing is left.</summary>
    private bool AsksLater()
    {
        while (draft.Later.Length > 0)
        {
            var first = draft.Later[0];
            draft = draft with { Later = draft.Later.RemoveAt(0) };
            if (!Fill(first.Field, first.Text))
            {
                return true;
            }

            SayTaken(first.Field);
        }

        return false;
    }

    /// <summary>A whole name that was given as the first one, where no last name is known: both.</summary>
    private IEnumerable<(Field Field, string Value)> Whole(Field field, string value, bool maySplit = true)
    {
        if (field is Field.FirstName && maySplit && !draft.NamesApart && draft.Values.LastName is null && !IsHardlyName(field, value) && SplitName.Of(value, Language) is (var first, { } last, var isSure))
        {
            draft = draft with { IsSplit = !isSure };
            return [(Field.FirstName, first), (Field.LastName, last)];
        }

        return [(field, value)];
    }

    private bool AsksBack(Field field, bool inferred, string text)
    {
        Pending? pending = field switch
        {
            Field.FirstName or Field.LastName or Field.Code when IsHardlyName(field, text) || IsHardlyCode(field, text) => new(PendingKind.IsRight, field, [Button("button.yes"), Button("button.no")], ""),
            Field.Position when !isQuoted && draft.Asking is Field.Position && Fillers.AreInPosition(text) => new(PendingKind.IsRight, field, [Button("button.yes"), Button("button.no")], ""),
            Field.WorkingHours when inferred => new(PendingKind.IsRight, field, [Button("button.yes"), Button("button.no")], ""),
            Field.Phone when draft.Values.PhoneConsent is null => new(PendingKind.Consent, field, [Button("button.yes"), Button("button.no")], ""),
            _ => null,
        };
        if (pending is not null)
        {
            draft = draft with { Pending = pending };
            AskPending(pending);
        }
        else if (inferred && !repeatsAll)
        {
            SayUnderstood([field]);
        }

        return pending is not null;
    }

    /// <summary>An example, then the form it must have, then the form to fill in; after that what can wait is put aside.</summary>
    private void Assist(Field field)
    {
        var name = FieldTable.Of(field).Wire;
        switch (draft.Misses % 4)
        {
            case 1:
                Say($"help.{name}");
                Ask(field);
                break;
            case 2:
                Say($"again.{name}");
                Ask(field);
                break;
            case 3:
                OfferForm(field);
                break;
            default:
                PutAside(field);
                break;
        }
    }

    private void OfferForm(Field field)
    {
        Say("not.understood.form");
        if (context.HasCards)
        {
            draft = draft with { Stage = draft.Stage == Stage.Review ? Stage.Review : Stage.Collecting, Asking = field };
            ShowForm([]);
        }
        else
        {
            Ask(field);
        }
    }

    private void PutAside(Field field)
    {
        if (MustHave(field))
        {
            Say("otherwise", [], [Button("button.form"), Button("button.cancel")]);
            return;
        }

        draft = draft with { Skipped = [.. draft.Skipped.Remove(field), field], Misses = 0 };
        Say("put.aside", NameOf(field));
        Next();
    }

    private void SayUnderstood(IEnumerable<Field> fields)
    {
        var said = fields.Where(field => FieldTable.IsSet(draft.Values, field)).Order()
            .Select(field => heard.TryGetValue(field, out var from) ? BotTexts.Say("inferred", Language, NameOf(field), Value(field), from) : $"{NameOf(field)} {Value(field)}").ToList();
        if (said.Count > 0)
        {
            Say("understood", string.Join(", ", said).TrimEnd('.'));
        }
    }
}
