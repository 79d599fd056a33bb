using Ommnio.Bot.Conversation.Speech;
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
            Register();
        }
        else if (!Chooses(text) && !Labels(text) && !Obeys(text) && !Corrects(text) && !Registers(text) && !Answers(text))
        {
            Miss();
        }
    }

    private bool Labels(string text)
    {
        if (draft.Stage is Stage.Idle or Stage.Created && Corrections.Labelled(text) is { Count: > 1 })
        {
            Begin(new UserFields());
        }

        if (!IsRegistering || Corrections.Labelled(text) is not { } labelled)
        {
            return false;
        }

        repeatsAll = true;
        foreach (var (field, value) in labelled)
        {
            if (!Fill(field, value))
            {
                return true;
            }
        }

        SayUnderstood(labelled.Select(pair => pair.Field));
        Next();
        return true;
    }

    private bool Corrects(string text)
    {
        if (!IsRegistering || Corrections.Read(text) is not { } correction || (correction.Field ?? draft.LastFilled) is not { } field)
        {
            return false;
        }

        var asked = draft.Asking;
        if (correction.Value is null)
        {
            draft = Changed(FieldTable.Clear(draft.Values, field), field) with { LastFilled = null };
            Say("cleared", NameOf(field));
            Next();
            return true;
        }

        var value = correction.Adds ? string.Join(", ", [.. Current(field), correction.Value]) : correction.Value;
        if (Fill(field, value))
        {
            Say("changed", $"{NameOf(field)}: {Value(field)}");
            if (asked is { } open && open != field && draft.Stage == Stage.Collecting && !FieldTable.IsSet(draft.Values, open))
            {
                Ask(open);
            }
            else
            {
                Next();
            }
        }

        return true;
    }

    private IEnumerable<string> Current(Field field) => field switch
    {
        Field.Tags => draft.Values.Tags ?? [],
        Field.Teams => (draft.Values.Teams ?? []).Select(team => TeamId.TryParse(team.Id) is { } id ? context.Catalogue.Team(id)?.Name ?? "" : ""),
        _ => (draft.Values.ChatGroups ?? []).Select(group => ChatGroupId.TryParse(group.Id) is { } id ? context.Catalogue.ChatGroup(id)?.Name ?? "" : ""),
    };

    private bool Registers(string text)
    {
        var isOpen = draft.Stage is Stage.Idle or Stage.Created || (draft.Stage == Stage.Collecting && draft.IsEmpty);
        var said = isOpen ? Sentences.Register(text) ?? Sentences.Positional(text) : null;
        if (said is null)
        {
            return false;
        }

        Begin(new UserFields());
        repeatsAll = true;
        var (first, last) = Sentences.SplitName(said.Name, Language);
        (Field Field, string? Value)[] parts = [(Field.FirstName, first), (Field.LastName, last), (Field.Position, said.Position), (Field.Area, said.Area)];
        List<Field> filled = [];
        foreach (var (field, value) in parts.Where(part => part.Value is not null))
        {
            if (!Fill(field, value!))
            {
                return true;
            }

            filled.Add(field);
        }

        filled.AddRange(said.More.Select(FillByKind).OfType<Field>());
        SayUnderstood(filled);
        Next();
        return true;
    }

    // What follows name, position and area says by its form what it is.
    private Field? FillByKind(string text)
    {
        if (Corrections.FieldThenValue(text) is { } said)
        {
            return FieldReading.Read(said.Field, said.Value, draft.Values, context, Language) is Reading.Ok(var named, _) && Set(named, said.Field) ? said.Field : null;
        }

        Field? kind = text.StartsWith('#') ? Field.Tags
            : text.Contains('@', StringComparison.Ordinal) ? Field.Email
            : Hours.Read(text, Language)?.Hours is not null ? Field.WorkingHours
            : Zones.Find(text).Count == 1 ? Field.TimeZone
            : null;
        return kind is { } field && FieldReading.Read(field, text, draft.Values, context, Language) is Reading.Ok(var values, _) && Set(values, field) ? field : null;
    }

    private bool Set(UserFields values, Field field)
    {
        draft = Changed(values, field);
        return true;
    }

    private bool Answers(string text)
    {
        if (draft.Asking is not { } field || draft.Stage is not (Stage.Collecting or Stage.Review))
        {
            return draft.Stage is Stage.Menu or Stage.Review && OpensField(text);
        }

        if (field == Field.FirstName && draft.Values.LastName is null && Sentences.SplitName(text, Language) is (var first, { } last))
        {
            return AnswerWholeName(first, last);
        }

        var (answer, manager) = field == Field.Area ? Sentences.WithManager(Unquote(text)) : (Unquote(text), null);
        repeatsAll = manager is not null;
        if (Fill(field, answer))
        {
            if (manager is not null)
            {
                SayUnderstood([field]);
                Fill(Field.RelatedTo, manager);
                return true;
            }

            if (!FieldTable.Of(field).Required && replies.Count == 0)
            {
                SayUnderstood([field]);
            }

            Next();
        }

        return true;
    }

    private bool AnswerWholeName(string first, string last)
    {
        if (Fill(Field.FirstName, first) && Fill(Field.LastName, last))
        {
            Say("name.split", draft.Values.FirstName!, draft.Values.LastName!);
            Next();
        }

        return true;
    }

    // In the menu "code" asks for the code, and "code Z-9" gives it.
    private bool OpensField(string text)
    {
        if (Corrections.OnlyField(text) is { } field)
        {
            Ask(field);
            return true;
        }

        if (Corrections.FieldThenValue(text) is not { } said)
        {
            return false;
        }

        if (Fill(said.Field, said.Value))
        {
            SayUnderstood([said.Field]);
            Next();
        }

        return true;
    }

    /// <summary>Three different answers to what is not understood, and then the form: never the same a fourth time.</summary>
    private void Miss()
    {
        draft = draft with { Misses = draft.Misses + 1 };
        Say(draft.Misses >= 3 ? "not.understood.form" : "not.understood");
        if (draft.Misses == 2 && draft.Asking is { } field)
        {
            Help(field);
        }

        if (draft.Stage == Stage.Review)
        {
            draft = draft with { Pending = new(PendingKind.Confirm, default, [Button("button.yes"), Button("button.no")], "") };
            Say("say.yes", [Showing.FullName(draft)], draft.Pending.Choices);
        }
        else if (draft.Stage is Stage.Idle)
        {
            Say("help.idle", [], [Button("button.register"), Button("button.form")]);
        }
        else
        {
            AskAgain();
        }
    }

    // Quotes make any words a value.
    private static string Unquote(string text) =>
        text.Length > 2 && (text[0], text[^1]) is ('"', '"') or ('“', '”') or ('«', '»') ? text[1..^1].Trim() : text;
}
