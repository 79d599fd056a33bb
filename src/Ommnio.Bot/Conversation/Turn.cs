using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>One turn in the making. Split by aspect: what was heard, cards, commands, and what came back from effects.</summary>
internal sealed partial class Turn
{
    private static readonly TimeSpan KeptPersonalData = TimeSpan.FromDays(7);
    private static readonly TimeSpan Silent = TimeSpan.FromHours(1);
    private readonly List<Reply> replies = [];
    private readonly List<Effect> effects = [];
    private readonly Draft original;
    private readonly Context context;
    private Draft draft;
    private bool undoKept;

    // A sentence of several fields is repeated whole, so single echoes are left out.
    private bool repeatsAll;

    internal Turn(Draft draft, Context context) => (original, this.draft, this.context) = (draft, draft, context);

    private Language Language => draft.LanguageChosen ? draft.Language : context.Locale;

    private bool IsRegistering => draft.Stage is Stage.Collecting or Stage.Menu or Stage.Review;

    internal void Begin()
    {
        var idle = context.Now - draft.Touched;
        if (draft.Touched == default || idle < Silent)
        {
            return;
        }

        if (idle > KeptPersonalData)
        {
            var held = !draft.IsEmpty && IsRegistering;
            draft = new Draft { Rev = draft.Rev, Language = draft.Language, LanguageChosen = draft.LanguageChosen, Welcomed = draft.Welcomed };
            if (held)
            {
                Say("expired");
            }
        }
        else if (IsRegistering && !draft.IsEmpty)
        {
            Say("reminder", Showing.FullName(draft) is { Length: > 0 } name ? name : "…");
        }
    }

    internal Step End()
    {
        var changed = !ReferenceEquals(draft, original);
        return new(changed ? draft with { Rev = original.Rev + 1, Touched = context.Now } : draft with { Touched = context.Now }, replies, effects);
    }

    internal void Welcome()
    {
        if (!draft.Welcomed)
        {
            draft = draft with { Welcomed = true };
            Say("welcome", [context.Administrator, context.Catalogue.Organisation.Name], [Button("button.register"), Button("button.form"), Button("button.help")]);
        }
        else if (IsRegistering)
        {
            AskAgain();
        }
    }

    internal void SayOnlyText()
    {
        Say("only.text");
        AskAgain();
    }

    private void Say(string key, params IReadOnlyList<string> args) => replies.Add(new(key, args, [], CardKind.None, []));

    private void Say(string key, IReadOnlyList<string> args, IReadOnlyList<Choice> choices, CardKind card = CardKind.None) => replies.Add(new(key, args, choices, card, []));

    /// <summary>With new values, and with what was before kept for "undo": once a turn, so that undo takes back a whole turn.</summary>
    private Draft Changed(UserFields values, Field? filled)
    {
        var changed = draft.With(values, filled);
        changed = undoKept ? changed with { Undo = draft.Undo } : changed;
        undoKept = true;
        return changed;
    }

    private string NameOf(Field field) => FieldTable.Of(field).Name(Language);

    private string Value(Field field) => Showing.Value(field, draft, context, Language);

    /// <summary>A button says its own words, which are a command in both languages.</summary>
    private Choice Button(string key) => BotTexts.Say(key, Language) is var title ? new(title, title) : null!;

    private void Begin(UserFields values)
    {
        draft = draft with
        {
            Id = context.NewId,
            Stage = Stage.Collecting,
            Asking = null,
            Values = values,
            ManagerName = null,
            Skipped = [],
            Undo = [],
            LastFilled = null,
            Pending = null,
            Misses = 0,
            UserId = null,
            UserName = null,
            CreateKey = default,
        };
    }

    /// <summary>The next thing to ask: what is required, else the menu; a change during the review leads back to it.</summary>
    private void Next()
    {
        if (FieldTable.NextRequired(draft.Values) is { } missing)
        {
            Ask(missing);
        }
        else if (draft.Stage == Stage.Review)
        {
            Review();
        }
        else
        {
            draft = draft with { Stage = Stage.Menu, Asking = null };
            string[] more = ["more.location", "more.code", "more.teams", "more.chatGroups", "more.workingHours", "button.review"];
            Say("menu", [], [.. more.Select(Button)]);
        }
    }

    private void Ask(Field field)
    {
        var stage = draft.Stage == Stage.Review ? Stage.Review : Stage.Collecting;
        draft = draft with { Stage = stage, Asking = field };
        Say($"ask.{FieldTable.Of(field).Wire}", [], Suggestions(field));
    }

    private void AskAgain()
    {
        if (draft.Pending is { } pending)
        {
            AskPending(pending);
        }
        else if (draft is { Stage: Stage.Collecting or Stage.Review, Asking: { } field })
        {
            Ask(field);
        }
        else if (draft.Stage == Stage.Created)
        {
            Say("already.created", [draft.UserName ?? ""], [Button("button.link"), Button("button.another")]);
        }
        else if (IsRegistering)
        {
            Next();
        }
    }

    private List<Choice> Suggestions(Field field)
    {
        IEnumerable<string> known = field switch
        {
            Field.Area => Offered(LabelKind.Area, draft.LastArea),
            Field.Location => Offered(LabelKind.Location, null),
            Field.Position => Offered(LabelKind.Position, null),
            Field.Teams => context.Catalogue.Teams.Where(team => context.Scope?.Contains(team.Id) ?? true).Take(5).Select(team => team.Name),
            Field.ChatGroups => context.Catalogue.ChatGroups.Take(5).Select(group => group.Name),
            Field.TimeZone => [context.Catalogue.Organisation.Settings.TimeZone.Id],
            _ => [],
        };
        List<Choice> choices = [.. known.Select(name => new Choice(name, name))];
        return FieldTable.Of(field).Required ? choices : [.. choices, Button("button.skip")];
    }

    private IEnumerable<string> Offered(LabelKind kind, string? first) =>
        (first is null ? (string[])[] : [first]).Concat(context.Catalogue.LabelsOf(kind).Select(label => label.Label.Text)).Distinct().Take(5);

    private void Review()
    {
        draft = draft with { Stage = Stage.Review, Asking = null, Pending = null, CreateKey = context.NewId };
        ShowSummary();
    }

    private void ShowSummary()
    {
        var rows = Showing.Rows(draft, context, Language).Select(row => BotTexts.Say("summary.line", Language, row.Spec.Name(Language), row.Value));
        var warning = Showing.IsInNoGroup(draft.Values, context) ? (string[])[BotTexts.Say("no.group", Language)] : [];
        if (draft.Stage == Stage.Review)
        {
            var question = BotTexts.Say("review.confirm", Language, Showing.FullName(draft));
            Say("review", [string.Join('\n', [.. rows, .. warning, question])], [Button("button.confirm"), Button("button.form"), Button("button.cancel")], CardKind.Summary);
        }
        else
        {
            Say("review", [string.Join('\n', rows)], []);
        }
    }

    private void ShowForm(List<Problem> problems)
    {
        var words = string.Join(' ', problems.Select(problem => Words.Say(problem, Language)));
        replies.Add(problems.Count == 0
            ? new("form", [], [], CardKind.Form, [])
            : new("form.problems", [words], [], CardKind.Form, problems));
    }
}
