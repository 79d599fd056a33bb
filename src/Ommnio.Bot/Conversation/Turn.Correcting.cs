using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What changes a field that was said before.</summary>
internal sealed partial class Turn
{
    private const int MostGuessed = 3;
    private const int LongestWord = 40;

    private static readonly Phrases Article = new("the|el|la|number|numero");

    private bool Corrects(string text)
    {
        if (IsRegistering && draft.Values is { FirstName: { } first, LastName: { } last } && (Corrections.AreTurned(text) ? (last, first) : Corrections.PartOfName(text, $"{first} {last}")) is var (given, family))
        {
            FillAll([(Field.FirstName, given), (Field.LastName, family)], []);
            return true;
        }

        if (!IsRegistering || (Corrections.Read(text) ?? Respelled(text) ?? Restated(text) ?? Being(text) ?? Standing(text)) is not { } read || Settled(read) is not { Field: { } field } correction)
        {
            return IsRegistering && takesBack && Guesses(text);
        }

        correction = correction with { Value = correction.Value is { } plain ? Plainly(plain, field) : null };
        if (correction.Value is null)
        {
            Open(correction, field);
            return true;
        }

        var asked = draft.Asking;
        var said = Unquote(correction.Value);
        isQuoted = said != correction.Value;
        var value = correction.Adds ? string.Join(", ", [.. Current(field), said]) : said;
        if (!isQuoted && Expanded(field, value).SelectMany(part => Whole(part.Field, part.Value)).ToList() is { Count: > 1 } parts)
        {
            FillAll(parts, []);
            return true;
        }

        repeatsAll = true;
        if (!isQuoted && field is Field.Code or Field.Phone or Field.Email && ChatStyle.Settled(value).Split(',', 2) is [var one, var rest] && (field is Field.Phone || !one.Contains(' ', StringComparison.Ordinal)))
        {
            value = one;
            SayLeftOut([rest.Trim()], false);
        }

        if (Fill(field, value))
        {
            Say("changed", NameOf(field), Value(field));
            ReturnTo(asked == field ? null : asked);
        }

        return true;
    }

    // With its field, which the words may leave to be told from the value.
    private Correction? Settled(Correction read)
    {
        var value = read.Value is { } said ? ChatStyle.WithoutOpeners(said) : null;
        return read switch
        {
            { Not: { } not } => read with { Field = Holding(not), Value = value },
            { IsKnownOnly: true } => KindOf(value!) is (var known, { } named) ? new(known, named) : Leads.OnlyWork(value!) is { } trade ? new(Field.Position, trade) : null,
            { Field: null, Opens: false, Adds: false } when value is not null && Leads.Being(value) is { } work => new(Field.Position, work),
            { Field: null, Opens: false, Adds: false } when value is not null && KindOf(value) is (var kind, { } plain) && (FieldTable.IsSet(draft.Values, kind) || kind is Field.WorkingHours or Field.Email or Field.Phone) => new(kind, plain),
            _ => read with { Field = read.Field ?? draft.LastFilled, Value = value },
        };
    }

    // "Grace Hall", when she was Grace Hill: one half of the name is the same.
    private Correction? Restated(string text)
    {
        var said = Leads.Without(text, Field.FirstName);
        return draft is not { Values: { FirstName: { } first, LastName: { } last } } || draft.Asking is Field.RelatedTo or Field.Notes || said.Split(' ').Length > NameWithin.MostWords || !(NameWithin.IsWritten(said) || (takesBack && said.Split(' ').Length == 2)) ? null
            : said.StartsWith($"{first} ", StringComparison.OrdinalIgnoreCase) ? new(Field.LastName, said[(first.Length + 1)..])
            : said.EndsWith($" {last}", StringComparison.OrdinalIgnoreCase) ? new(Field.FirstName, said[..^(last.Length + 1)])
            : null;
    }

    // "Ramos is written with z: Ramoz", or only "Ramoz": a part of the name, but for one letter.
    private Correction? Respelled(string text)
    {
        var colon = text.LastIndexOf(':');
        var said = text[(colon + 1)..].Trim(Clauses.Edges);
        if (draft is not { Asking: null, Values: { FirstName: { } first, LastName: { } last } } || said.Length is < 3 or > LongestWord || !said.All(char.IsLetter) || !char.IsUpper(said[0]))
        {
            return null;
        }

        return (colon < 0 ? (string[])[first, last] : [.. ((string[])[first, last]).Where(part => part.Split(' ').Any(word => text[..colon].Contains(word, StringComparison.OrdinalIgnoreCase)))])
            .SelectMany(part => part.Split(' '), (part, word) => (Part: part, Word: word)).Where(one => Resolving.AreAlike(PlainText.Fold(one.Word), PlainText.Fold(said)))
            .Select(one => new Correction(one.Part == first ? Field.FirstName : Field.LastName, one.Part.Replace(one.Word, said, StringComparison.Ordinal))).FirstOrDefault();
    }

    // "No wait, bartender": it may be the position, so that is asked.
    private bool Guesses(string text)
    {
        if (draft.Asking is not null || draft.Values.Position is null || text.Split(' ').Length > MostGuessed || Fillers.AreInName(text) || !text.All(sign => char.IsLower(sign) || sign is ' ' or '-') || KindOf(text) is not null || Commands.Read(text) is not null)
        {
            return false;
        }

        draft = Changed(draft.Values with { Position = text }, Field.Position) with { Pending = new(PendingKind.IsRight, Field.Position, [Button("button.yes"), Button("button.no")], "") };
        Say("is.right.field", [NameOf(Field.Position), text], draft.Pending!.Choices);
        return true;
    }

    // "He's a head waiter", where nobody has asked.
    private Correction? Being(string text) =>
        draft.Asking is null && draft.Values.Position is not null && Leads.Being(text) is { } work && !Fillers.AreInPosition(work) ? new(Field.Position, work) : null;

    // "He's in Madrid Centro", where somewhere else was said before.
    private Correction? Standing(string text) =>
        Leads.Without(text, Field.Area) is var place && place != text && new Kinds(context, Language).KnownAs(place) is { } field && field != draft.Asking && (draft.Asking is null || FieldTable.IsSet(draft.Values, field)) ? new(field, place) : null;

    // "In Sales, not Marketing" is about the field that holds Marketing.
    private Field? Holding(string value)
    {
        var kind = new Kinds(context, Language).KnownAs(value);
        return FieldTable.All.Where(spec => FieldTable.IsSet(draft.Values, spec.Field)).Select(spec => (Field?)spec.Field)
            .FirstOrDefault(field => field == kind || PlainText.Fold(Value(field!.Value)) == PlainText.Fold(value));
    }

    private static string Plainly(string value, Field field) => field switch
    {
        Field.Code or Field.Phone or Field.Email => Article.Without(value),
        Field.Area or Field.Location or Field.Position or Field.FirstName or Field.LastName => Leads.Without(value, field),
        _ => value,
    };

    // "change the area" asks for it anew, and so does "clear the area": what everybody needs is never empty.
    private void Open(Correction correction, Field field)
    {
        if (correction.Opens)
        {
            Ask(field);
        }
        else if (MustHave(field))
        {
            Say("required", NameOf(field));
            Ask(field);
        }
        else
        {
            draft = Changed(FieldTable.Clear(draft.Values, field), field) with { LastFilled = null };
            Say("cleared", NameOf(field));
            SayLeftOut(correction.Rest.Length > 0 ? [correction.Rest] : [], false);
            Next();
        }
    }

    private void ReturnTo(Field? asked)
    {
        if (asked is { } open && draft.Stage == Stage.Collecting && !FieldTable.IsSet(draft.Values, open))
        {
            Ask(open);
        }
        else
        {
            Next();
        }
    }

    private IEnumerable<string> Current(Field field) => field switch
    {
        Field.Tags => draft.Values.Tags ?? [],
        Field.Teams or Field.ChatGroups when FieldTable.IsSet(draft.Values, field) => [Showing.Editable(field, draft, context, Language)],
        _ => [],
    };
}
