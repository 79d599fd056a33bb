using System.Text.RegularExpressions;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What was said in words. The first that fits wins: choices, labels, commands, corrections, sentences, the answer.</summary>
internal sealed partial class Turn
{
    private const int Longest = 4_000;

    internal void Hear(string raw)
    {
        var text = Hygiene.Clean(raw);
        if (text.Length > Longest)
        {
            Say("too.long");
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
        else if (!AnswersAside(text) && !Chooses(text) && !Labels(text) && !Obeys(text) && !Corrects(text) && !Asks(text) && !Registers(text) && !Answers(text))
        {
            Miss();
        }
    }

    private bool Labels(string text)
    {
        if (Corrections.Labelled(text) is not { } labelled || !(IsRegistering || labelled.Count > 1))
        {
            return false;
        }

        if (!IsRegistering)
        {
            Begin(new UserFields());
        }

        var maySplit = labelled.All(said => said.Field != Field.LastName);
        FillAll(labelled.SelectMany(said => Whole(said.Field, said.Value, maySplit)), []);
        return true;
    }

    private bool Corrects(string text)
    {
        if (!IsRegistering || Corrections.Read(text) is not { } correction || (correction.Field ?? draft.LastFilled) is not { } field)
        {
            return false;
        }

        if (correction.Value is null)
        {
            Open(correction, field);
            return true;
        }

        var asked = draft.Asking;
        var value = correction.Adds ? string.Join(", ", [.. Current(field), correction.Value]) : correction.Value;
        if (Whole(field, value).ToList() is { Count: > 1 } parts)
        {
            FillAll(parts, []);
            return true;
        }

        repeatsAll = true;
        if (Fill(field, value))
        {
            Say("changed", NameOf(field), Value(field));
            ReturnTo(asked == field ? null : asked);
        }

        return true;
    }

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

    private bool Registers(string text)
    {
        var isOpen = draft.Stage is Stage.Idle or Stage.Created || (draft.Stage == Stage.Collecting && draft.IsEmpty);
        var sentence = Sentences.Register(text);
        if (!isOpen)
        {
            return FinishesFirst(sentence);
        }

        if ((sentence ?? Sentences.Positional(text)) is not { } said)
        {
            return false;
        }

        Begin(new UserFields());
        var (area, manager) = said.Area is null ? (null, null) : Sentences.WithManager(said.Area);
        var more = said.More.Select(part => (Text: part, Kind: KindOf(part))).ToList();
        (Field, string?)[] parts = [(Field.Position, said.Position), .. more.Where(part => part.Kind is not null).Select(part => part.Kind!.Value), (Field.Area, area), (Field.RelatedTo, manager)];
        FillAll(
            [.. Whole(Field.FirstName, said.Name), .. parts.Where(part => part.Item2 is not null).Select(part => (part.Item1, part.Item2!))],
            more.Where(part => part.Kind is null).Select(part => part.Text));
        return true;
    }

    // Only what certainly is about somebody else: "Register clerk" may be the position that was asked.
    private bool FinishesFirst(Said? sentence)
    {
        if (sentence is not { Position: not null } || draft.IsEmpty)
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
        if (Corrections.FieldThenValue(text) is { } named)
        {
            return (named.Field, named.Value);
        }

        Field? kind = text.StartsWith('#') ? Field.Tags
            : SpanishId.IsMatch(text) ? Field.NationalId
            : text.Contains('@', StringComparison.Ordinal) ? Field.Email
            : Hours.Read(text, Language) is HoursRead.Ok ? Field.WorkingHours
            : PhoneNumber.Read(text, "phone", context.Catalogue.Organisation.Settings.Region).Value is not null ? Field.Phone
            : IsExactly(context.Catalogue.LabelsOf(LabelKind.Location).SelectMany(label => label.Aliases.Prepend(label.Label.Text)), text) ? Field.Location
            : IsExactly(context.OpenTeams.Select(team => team.Name), text) ? Field.Teams
            : IsExactly(context.OpenGroups.Select(group => group.Name), text) ? Field.ChatGroups
            : Zones.Find(text).Count == 1 ? Field.TimeZone
            : null;
        return kind is { } field ? (field, text) : null;
    }

    private static bool IsExactly(IEnumerable<string> names, string text) => names.Any(name => PlainText.Fold(name) == PlainText.Fold(text));

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
        Choice[] ways = [Button("button.register"), Button("button.form")];
        switch (draft.Misses % 3)
        {
            case 1:
                Say("not.understood");
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

    [GeneratedRegex("^(?:[0-9]{8}|[XYZ][0-9]{7})-?[A-Z]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpanishId { get; }
}
