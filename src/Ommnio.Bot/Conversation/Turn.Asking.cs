using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Organisations;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What is asked or offered next, and the summary.</summary>
internal sealed partial class Turn
{
    private static readonly Field[] FirstOffered = [Field.Location, Field.Code, Field.Teams, Field.ChatGroups, Field.WorkingHours];

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
            Say("already.created", [draft.UserName ?? ""], [Button("button.invite"), Button("button.another")]);
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
            Field.TimeZone => [ZoneNames.Say(context.Catalogue.Organisation.Settings.TimeZone, Language)],
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
            Say("review", [string.Join('\n', [.. rows, .. Showing.Warnings(draft, context, Language)]), question], choices, CardKind.Summary);
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
