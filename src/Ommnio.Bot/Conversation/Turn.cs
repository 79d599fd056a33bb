using System.Globalization;
using Ommnio.Bot.Conversation.Wording;
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
    // The revision that the form was shown for, when one is sent.
    private int? form;

    // A sentence of several fields is repeated whole, so single echoes are left out.
    private bool repeatsAll;

    private bool hasExpired;

    // What was said for a value that is only inferred from it.
    private readonly Dictionary<Field, string> heard = [];

    // The message as it was placed: it is asked for twice in a turn, and read once.
    private (string Text, Language Language, Placed Placed)? sentence;

    // "Sorry", "no wait": what is said takes back something.
    private bool takesBack;

    // Quotes make any words a value.
    private bool isQuoted;

    // What a signature says that might be a value: it is of whoever writes, and is told to be left out.
    private IReadOnlyList<string> signed = [];

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
        if (draft.Touched == default || idle < Silent || draft.Stage is Stage.Creating or Stage.ListRunning)
        {
            return;
        }

        if (idle > KeptPersonalData)
        {
            var held = !draft.IsEmpty && IsRegistering;
            draft = Emptied();
            hasExpired = held;
            if (held)
            {
                Say("expired");
            }
        }
        else if (recalls)
        {
            Remind();
        }
    }

    private void Remind()
    {
        if (IsRegistering && !draft.IsEmpty)
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
        var rev = changed ? original.Rev + 1 : original.Rev;
        return new(draft with { Rev = rev, Form = form is { } card ? new(card, rev) : draft.Form, Touched = context.Now, IsUndoKept = undoKept && effects.Count > 0 }, replies, effects);
    }

    private static bool IsOpen(Draft draft) => draft.Stage is Stage.Collecting or Stage.Menu or Stage.Review;

    private Draft Emptied() => new() { Rev = draft.Rev, Language = draft.Language, LanguageChosen = draft.LanguageChosen, GreetedIn = draft.GreetedIn, Touched = draft.Touched };

    internal void Welcome(string conversation)
    {
        var before = draft.GreetedIn;
        draft = draft with { GreetedIn = conversation };
        if (before is null)
        {
            Greet("welcome", context.Administrator, context.Catalogue.Organisation.Name);
        }
        else if (before != conversation)
        {
            // A page that was opened anew shows nothing of what was said before.
            if (!IsRegistering)
            {
                Greet("welcome.back", context.Administrator);
            }
            else if (replies.Count == 0)
            {
                Remind();
            }

            AskAgain();
            OfferHeld();
        }
        else if (IsRegistering)
        {
            AskAgain();
        }
    }

    private void Greet(string key, params IReadOnlyList<string> args) => Say(key, args, [Button("button.register"), Button("button.form"), Button("button.list"), Button("button.help")]);

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
            List = null,
        };
    }
}
