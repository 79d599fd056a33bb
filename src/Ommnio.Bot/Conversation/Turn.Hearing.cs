using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What was said in words. The first that fits wins: choices, labels, commands, corrections, sentences, the answer.</summary>
internal sealed partial class Turn
{
    private const int Longest = 4_000;
    private const int MostLines = 40;

    // What is longer is not even cleaned.
    private const int MostRead = 64_000;

    // A sentence is short; what is longer was pasted.
    private const int LongestSentence = 600;

    internal void Hear(string raw)
    {
        var text = raw.Length >= MostRead ? "" : Hygiene.Clean(raw);
        takesBack = text.Length <= LongestSentence && ChatStyle.TakesBack(text);
        if (raw.Length < MostRead && Pastes(text))
        {
            return;
        }

        if (raw.Length >= MostRead || text.Length > Longest)
        {
            Say("too.long");
            AskAgain();
        }
        else if (text.Count(letter => letter == '\n') >= MostLines)
        {
            Say("too.many.lines");
            AskAgain();
        }
        else if (text.Length == 0)
        {
            SayOnlyText();
        }
        else if (draft.Stage == Stage.Creating)
        {
            RegisterAgain();
        }
        else if (draft.Stage == Stage.ListRunning)
        {
            GoOnWithList();
        }
        else if (draft.Stage == Stage.Listing)
        {
            HearOfList(text);
        }
        else if (!HearsWords(Unquote(text) != text || draft.Asking is Field.Notes ? text : Said(text)))
        {
            Miss(text);
        }
    }

    private string Said(string text)
    {
        var mail = Mail.Of(text.Length <= LongestSentence ? Corrections.WithColons(text) : text);
        signed = [.. mail.Signed.Where(Mail.MayHoldValue)];
        return Commands.Read(mail.Text) is not null ? mail.Text : ChatStyle.WithoutThanks(IsRegistering ? ChatStyle.WithoutOpeners(mail.Text) : mail.Text);
    }

    private void Miss(string text)
    {
        if (draft.Stage is Stage.Idle or Stage.Created && IsQuestion(text))
        {
            MissQuestion(text);
            return;
        }

        var isQuestion = IsRegistering && text.Contains('?', StringComparison.Ordinal);
        if (isQuestion)
        {
            Say("no.answer");
        }

        if (isQuestion && draft.Stage is not Stage.Review)
        {
            draft = draft with { Misses = draft.Misses + 1 };
            AskAgain();
        }
        else
        {
            Miss();
        }
    }

    private static readonly string[] Asking = ["how ", "what ", "what's ", "why ", "when ", "where ", "which ", "que ", "cuantos ", "cuantas ", "cuanto ", "cuando ", "donde ", "como ", "cual "];

    private static bool IsQuestion(string text) => text.Contains('?', StringComparison.Ordinal) || (text.Length <= LongestSentence && PlainText.Fold(text) is var said && Asking.Any(word => said.StartsWith(word, StringComparison.Ordinal)));

    // The form is no answer to a question.
    private void MissQuestion(string text)
    {
        KeepUndo();
        var said = PlainText.Fold(text.TrimStart('¿', ' '));
        Say(said.StartsWith("how many", StringComparison.Ordinal) || said.StartsWith("cuant", StringComparison.Ordinal) ? "no.count" : "only.registering", [], [Button("button.register"), Button("button.form"), Button("button.help")]);
    }

    // What was not understood has changed nothing: what was done before can still be taken back.
    private void KeepUndo() => draft = draft with { Aside = original.Aside is { Stage: Conversation.Asking.AsideStage.Done } done ? done : draft.Aside };

    private bool HearsWords(string text) =>
        AnswersAside(text) || Chooses(text) || Labels(text) || Obeys(text) || Corrects(text) || Asks(text) || Registers(text) || Answers(text) || Names(text);

    // "Luis", and nothing else: whoever that is.
    private bool Names(string text) =>
        draft.Stage is Stage.Idle or Stage.Created && text.Split(' ').Length <= NameWithin.MostWords && GivenNames.Starts(text) && text.All(sign => char.IsLetter(sign) || sign is ' ' or '-' or '\'' or '.') && NameWithin.IsWritten(text) && Follows(new Asking.Finding(text.TrimEnd('.')));

    private bool Labels(string text)
    {
        var letter = Corrections.Letter(text);
        if ((letter?.Found ?? Corrections.Labelled(text)) is not { } labelled || !(IsRegistering || labelled.Count > 1))
        {
            return false;
        }

        if (!IsRegistering)
        {
            Begin(new UserFields());
            draft = draft with { IsBrief = true };
        }

        var lines = labelled.Where(line => !(line.Field is Field.Position && Titles.Is(line.Value))).SelectMany(line => Expanded(line.Field, line.Value)).ToList();
        var said = lines.GroupBy(line => line.Field).Select(field => (Field: field.Key, Value: Together(field.Key, [.. field.Select(line => line.Value).Distinct()], lines), All: string.Join(", ", field.Select(line => line.Value)))).ToList();
        var maySplit = said.All(value => value.Field != Field.LastName);
        FillAll(said.Where(value => value.Value is not null).SelectMany(value => Whole(value.Field, value.Value!, maySplit)), [.. letter?.Others ?? [], .. said.Where(value => value.Value is null).Select(value => $"{NameOf(value.Field)} {value.All}")]);
        return true;
    }

    // Two surnames, one after the other, are one field, and so are two tags; of two phones nobody said which, and two whole names are two people.
    private static string? Together(Field field, IReadOnlyList<string> values, List<(Field Field, string Value)> lines) =>
        values is [var only] ? only

        // Never said again, so that it is not told to be left out either.
        : field is Field.NationalId ? values[0]
        : field is Field.Tags or Field.Teams or Field.ChatGroups or Field.WorkingHours ? string.Join(", ", values)
        : field is Field.LastName || (field is Field.FirstName && !values.Any(value => value.Contains(' ', StringComparison.Ordinal))) ? lines.FindLastIndex(line => line.Field == field) - lines.FindIndex(line => line.Field == field) < values.Count ? string.Join(' ', values) : null
        : null;

    // "Name: Ana Pérez, position: Cashier": one line may hold several.
    private IReadOnlyList<(Field Field, string Value)> Expanded(Field field, string value)
    {
        var mayHoldMore = field is Field.FirstName or Field.LastName or Field.Position or Field.Area or Field.Location or Field.Code or Field.Phone or Field.Email;
        if (!mayHoldMore || value.Length > LongestSentence || Unquote(value) != value)
        {
            return [(field, Unquote(value))];
        }

        var placed = Placing.Answer(value, field, new(), context, Language);
        return placed.Unplaced.Count == 0 && placed.Has(field) ? placed.Values : [(field, value)];
    }

    private bool Registers(string said)
    {
        var body = Corrections.Body(said);
        var replacing = body.Length <= LongestSentence ? Replacing.Of(body) : null;
        var text = replacing?.Text ?? body;
        var isOpen = draft.Stage is Stage.Idle or Stage.Created || (draft.Stage == Stage.Collecting && draft.IsEmpty);
        var lead = text.Length <= LongestSentence ? Leads.Of(text) : null;
        if (text.Length > LongestSentence || (lead is null ? draft.Stage is not (Stage.Idle or Stage.Created) : lead.Start == text.Length))
        {
            return false;
        }

        var placed = Sentence(text, lead, replacing is not null);
        if (!isOpen)
        {
            return FinishesFirst(placed);
        }

        if (lead is null && replacing is null && !IsAboutSomebody(placed))
        {
            return false;
        }

        Begin(new UserFields());
        draft = draft with { IsBrief = placed.Values.Any(value => value.Field is not (Field.FirstName or Field.LastName)) };
        if (replacing is var (_, whom))
        {
            Say("not.replaced", whom);
        }

        FillAll(placed.Values.SelectMany(value => Whole(value.Field, value.Value, !placed.Has(Field.LastName))), placed.Unplaced);
        return true;
    }

    private Placed Sentence(string text, Leads.Lead? lead, bool isReplacing = false)
    {
        if (sentence is not var (read, language, placed) || read != text || language != Language)
        {
            placed = Placing.Sentence(text[(lead?.Start ?? 0)..].TrimEnd('.', '!', '?', ' '), lead?.IsOfSomebody is true, lead is not null || isReplacing, context, Language);
            placed = lead is { IsFor: true } ? placed.WithoutPurpose() : placed;
            sentence = (text, Language, placed);
        }

        return placed;
    }

    // "Register Luis, he is a driver and reports to Bea" is no question about Bea.
    private bool IsRegistration(string text) =>
        text.Length <= LongestSentence && Leads.Of(text) is { IsWish: true } lead && lead.Start < text.Length && Sentence(text, lead) is var said
        && (!said.Has(Field.FirstName) || Placing.LooksLikeName(said)) && (said.Has(Field.Position) || (said.Has(Field.FirstName) && said.Values.Any(value => value.Field is Field.Area && IsAreaAlone(value.Value))));

    // "Add Ana to Bakery" puts somebody who is there into a team; into an area come those who are new.
    private bool IsAreaAlone(string name) => new Kinds(context, Language).KnownAs(name) is Field.Area && PlainText.Fold(name) is var key && !context.OpenTeams.Any(team => PlainText.Fold(team.Name) == key) && !context.OpenGroups.Any(group => PlainText.Fold(group.Name) == key);

    // Without a word of registering, only what has a name, a position and more.
    private static bool IsAboutSomebody(Placed said) =>
        said.Has(Field.Position) && (!said.Has(Field.FirstName) || Placing.LooksLikeName(said)) && said.Values.Count > 2 && (said.Values.Any(value => value.Field is Field.FirstName && (said.Has(Field.LastName) || value.Value.Split(' ').Length is > 1 and < 7)) || (!said.Has(Field.FirstName) && said.Has(Field.Area)));

    // Only what certainly is about somebody else: "Register clerk" may be the position that was asked.
    private bool FinishesFirst(Placed said)
    {
        if (!said.Has(Field.Position) || draft.IsEmpty)
        {
            return false;
        }

        Say("finish.first", Showing.FullName(draft));
        AskAgain();
        return true;
    }

    /// <summary>What says by its form, or by being known, which field it is for.</summary>
    private (Field Field, string? Value)? KindOf(string text)
    {
        // "Jefe de barra" is a position, and no name of a manager.
        if (Corrections.FieldThenValue(text) is { } named && !(named.Field is Field.RelatedTo && PlainText.Fold(named.Value).Split(' ')[0] is "de" or "del" or "of"))
        {
            return (named.Field, named.Value);
        }

        var kinds = new Kinds(context, Language);
        var kind = kinds.FormOf(text) ?? (Hours.Read(text, Language) is HoursRead.Ok ? Field.WorkingHours : (Field?)null) ?? kinds.KnownAs(text) ?? (Zones.Find(text).Count == 1 ? Field.TimeZone : null);
        return kind is { } field ? (field, text) : null;
    }

    /// <summary>Different answers to what is not understood, and then the form: never the same again and again.</summary>
    private void Miss()
    {
        draft = draft with { Misses = draft.Misses + 1 };
        switch (draft.Stage)
        {
            case Stage.Review when draft.Misses % 3 == 1:
                draft = draft with { Pending = new(PendingKind.Confirm, default, [Button("button.yes"), Button("button.no")], "") };
                AskPending(draft.Pending);
                break;
            case Stage.Review when draft.Misses % 3 == 2:
                Say("review.ways", [Showing.FullName(draft)], [Button("button.yes"), Button("button.change.it"), Button("button.cancel")]);
                break;
            case Stage.Review:
                Say("not.understood");
                AskAgainOrNext();
                break;
            case Stage.Idle or Stage.Created:
                MissIdle();
                break;
            default:
                Say(((string[])["not.understood.form", "not.understood", "not.understood.menu"])[draft.Misses % 3]);
                AskAgain();
                break;
        }
    }

    private void MissIdle()
    {
        KeepUndo();
        Choice[] ways = [Button("button.register"), Button("button.form")];
        switch (draft.Misses % 3)
        {
            case 1:
                if (!hasExpired)
                {
                    Say("not.understood");
                }

                Say("help.idle", [], ways);
                break;
            case 2:
                Say("only.registering", [], [.. ways, Button("button.help")]);
                break;
            default:
                Say("idle.form", [], ways);
                break;
        }
    }
}
