using System.Globalization;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>One turn in the making. Split by aspect: what was heard, cards, commands, and what came back from effects.</summary>
internal sealed partial class Turn
{
    private static readonly TimeSpan KeptPersonalData = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeptCancelled = TimeSpan.FromHours(24);
    private static readonly TimeSpan Silent = TimeSpan.FromHours(1);
    private readonly List<Reply> replies = [];
    private readonly List<Effect> effects = [];
    private readonly Draft original;
    private readonly Context context;
    private Draft draft;
    private bool undoKept;

    // A form is answered however often it is sent, so each answer is a revision of its own.
    private bool isNews;

    private static readonly Field[] FirstOffered = [Field.Location, Field.Code, Field.Teams, Field.ChatGroups, Field.WorkingHours];

    // A sentence of several fields is repeated whole, so single echoes are left out.
    private bool repeatsAll;

    private const int MostNameWords = 6;

    // What was said for a value that is only inferred from it.
    private readonly Dictionary<Field, string> heard = [];

    // Quotes make any words a value.
    private bool isQuoted;

    internal Turn(Draft draft, Context context) => (original, this.draft, this.context) = (draft, draft, context);

    private Language Language => draft.LanguageChosen ? draft.Language : context.Locale;

    private bool IsRegistering => IsOpen(draft);

    private Field? Missing => FieldTable.NextRequired(draft.Values) ?? (context.NeedsTeam(draft.Values) ? Field.Teams : null);

    /// <summary>What time has done to the draft.</summary>
    /// <param name="recalls">Whether the administrator is there to be reminded of it.</param>
    internal void Wake(bool recalls)
    {
        var idle = context.Now - draft.Touched;
        draft = idle < Silent ? draft : draft with { Aside = null };
        if (draft.Stage == Stage.Idle && context.Now - draft.Cancelled > KeptCancelled)
        {
            draft = Emptied();
        }

        // What is under way must be finished, however late: nobody else knows its key.
        if (draft.Touched == default || idle < Silent || draft.Stage == Stage.Creating)
        {
            return;
        }

        if (idle > KeptPersonalData)
        {
            var held = !draft.IsEmpty && IsRegistering;
            draft = Emptied();
            if (held)
            {
                Say("expired");
            }
        }
        else if (recalls && IsRegistering && !draft.IsEmpty)
        {
            var name = Showing.FullName(draft) is { Length: > 0 } known ? known : BotTexts.Say("somebody", Language);
            var given = FieldTable.All.Count(spec => spec.Required && FieldTable.IsSet(draft.Values, spec.Field));
            Say("reminder", name, given.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal Step End()
    {
        if (replies.Count > 0)
        {
            draft = draft with { Offered = context.HasCards || replies[^1].Choices.Count < 2 ? [] : [.. replies[^1].Choices.Select(choice => choice.Value)] };
        }

        var changed = isNews || draft.Id != original.Id || !ReferenceEquals(draft.Values, original.Values)
            || draft.ManagerName != original.ManagerName || draft.Skipped.Length != original.Skipped.Length || IsOpen(draft) != IsOpen(original);
        return new(draft with { Rev = changed ? original.Rev + 1 : original.Rev, Touched = context.Now }, replies, effects);
    }

    private static bool IsOpen(Draft draft) => draft.Stage is Stage.Collecting or Stage.Menu or Stage.Review;

    private Draft Emptied() => new() { Rev = draft.Rev, Language = draft.Language, LanguageChosen = draft.LanguageChosen, Welcomed = draft.Welcomed, Touched = draft.Touched };

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
        return changed with
        {
            CreateKey = default,
            LookedUp = draft.LookedUp && Unique(draft.Values) == Unique(values),
            Alike = draft.Values.FirstName == values.FirstName && draft.Values.LastName == values.LastName ? draft.Alike : null,
            NoGroupAccepted = draft.NoGroupAccepted && draft.Values.Teams == values.Teams && draft.Values.ChatGroups == values.ChatGroups,
        };
    }

    private static UserFields Unique(UserFields fields) => new()
    {
        FirstName = fields.FirstName,
        LastName = fields.LastName,
        Code = fields.Code,
        NationalId = fields.NationalId,
        Phone = fields.Phone,
        Email = fields.Email,
    };

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
            Aside = null,
            Misses = 0,
            UserId = null,
            UserName = null,
            CreateKey = default,
            Cancelled = null,
            NamesApart = false,
            IsSplit = false,
            IsBrief = false,
            LookedUp = false,
            Alike = null,
            NoGroupAccepted = false,
            Later = [],
        };
    }

    /// <summary>The next thing to ask: what is required, else the menu; a change during the review leads back to it.</summary>
    private void Next(params IReadOnlyList<Choice> before)
    {
        if (AsksLater())
        {
            return;
        }

        if (Missing is { } missing)
        {
            Ask(missing, before);
        }
        else if (draft.Stage == Stage.Review || draft.IsBrief)
        {
            Review();
        }
        else
        {
            draft = draft with { Stage = Stage.Menu, Asking = null };
            Offer("menu", FirstOffered, [Button("button.more"), Button("button.review")], before);
        }
    }

    private void OfferMore() => Offer(
        "menu.more",
        FieldTable.All.Where(spec => !spec.Required && spec.Field != Field.PhoneConsent && !FirstOffered.Contains(spec.Field)).Select(spec => spec.Field),
        [Button("button.review")]);

    private void Offer(string key, IEnumerable<Field> fields, IEnumerable<Choice> more, params IReadOnlyList<Choice> before) =>
        Say(key, [], [.. before, .. Fields(fields), .. more]);

    private IEnumerable<Choice> Fields(IEnumerable<Field> fields) =>
        fields.Where(field => !FieldTable.IsSet(draft.Values, field)).Select(NameOf).Select(name => new Choice(name, name));

    private void Ask(Field field, params IReadOnlyList<Choice> before)
    {
        var stage = draft.Stage == Stage.Review ? Stage.Review : Stage.Collecting;
        draft = draft with { Stage = stage, Asking = field };
        if (field == Field.NationalId && context.HasCards)
        {
            Say("secret.form");
            ShowForm([]);
            return;
        }

        Say($"ask.{FieldTable.Of(field).Wire}", [], [.. before, .. Suggestions(field)]);
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
            Field.Location => Offered(LabelKind.Location, draft.LastLocation),
            Field.Position => Offered(LabelKind.Position, null),
            Field.Teams => context.OpenTeams.Take(5).Select(team => team.Name),
            Field.ChatGroups => context.OpenGroups.Select(group => group.Name).Distinct().Take(5),
            Field.TimeZone => [Zones.Name(context.Catalogue.Organisation.Settings.TimeZone.Id, Language)],
            _ => [],
        };
        List<Choice> choices = [.. known.Select(name => new Choice(name, name))];
        return MustHave(field) ? choices : [.. choices, Button("button.skip")];
    }

    private bool MustHave(Field field) => FieldTable.Of(field).Required || Missing == field;

    private IEnumerable<string> Offered(LabelKind kind, string? first) =>
        (first is null ? (string[])[] : [first]).Concat(context.Catalogue.LabelsOf(kind).Select(label => label.Label.Text)).Distinct().Take(5);

    private void Review()
    {
        draft = draft with { Stage = Stage.Review, Asking = null, Pending = null, CreateKey = draft.CreateKey == default ? context.NewId : draft.CreateKey };
        if (!draft.LookedUp)
        {
            effects.Add(new Effect.FindDuplicates(draft.Values));
        }
        else if (IsUnsettled)
        {
            AskNamesake();
        }
        else
        {
            ShowSummary();
        }
    }

    private void ShowSummary()
    {
        var rows = Showing.Rows(draft, context, Language).Select(row => BotTexts.Say("summary.line", Language, row.Spec.Name(Language), row.Value));
        if (draft is { Stage: Stage.Review, Asking: null })
        {
            var question = BotTexts.Say("review.confirm", Language, Showing.FullName(draft));

            // Where there are cards, this one has the other buttons.
            Choice[] choices = context.HasCards ? [.. Split, .. Fields(FirstOffered), Button("button.more")]
                : Showing.IsInNoGroup(draft, context) ? [Button("button.anyway"), Button("button.groups"), .. SuggestedGroup, .. Split, Button("button.more"), Button("button.form"), Button("button.cancel")]
                : [Button("button.confirm"), .. Split, Button("button.more"), Button("button.form"), Button("button.cancel")];
            Say("review", [string.Join('\n', [.. rows, .. Showing.Warnings(draft, context, Language), question])], choices, CardKind.Summary);
        }
        else
        {
            Say("so.far", [string.Join('\n', rows)], []);
        }
    }

    private IEnumerable<Choice> Split => draft is { IsSplit: true, Values.LastName: not null } ? [Button("button.split")] : [];

    private IEnumerable<Choice> SuggestedGroup => Belonging.Suggested(context) is { } group ? [Words("button.add", group.Name)] : [];

    private Choice Words(string key, string argument) => BotTexts.Say(key, Language, argument) is var title ? new(title, title) : null!;

    private void ShowForm(List<Problem> problems, IReadOnlyDictionary<string, string>? typed = null)
    {
        var words = string.Join(' ', problems.Select(problem => Showing.InWords(problem, Language)));
        var reply = problems.Count == 0 ? new Reply("form", [], [], CardKind.Form, []) : new Reply("form.problems", [words], [], CardKind.Form, problems);
        replies.Add(typed is null ? reply : reply with { Typed = typed });
    }
}
