using System.Globalization;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Many at once: a list that is pasted or attached is read, shown, and registered row by row when the administrator says so.</summary>
internal sealed partial class Turn
{
    private const int MostShown = 5;
    private const int MostTroubles = 20;

    // A list may be sent again, mended, while the former one is shown.
    private bool TakesLists => draft.Stage is Stage.Idle or Stage.Created or Stage.Listing || (draft.Stage == Stage.Collecting && draft.IsEmpty);

    private bool Pastes(string text)
    {
        if (!TakesLists || PastedTable.Read(text, context, Language) is not { Rows.Count: > 0 } pasted)
        {
            return false;
        }

        Preview(pasted);
        return true;
    }

    private void ExplainLists()
    {
        Say(TakesLists ? "list.how" : "list.later");
        if (!TakesLists)
        {
            AskAgain();
        }
    }

    /// <summary>A file is the list that it holds. One that holds none says why, and what was written beside it is heard.</summary>
    internal void Take(Input.File file)
    {
        var pasted = file.Sheet.Trouble is null && TakesLists ? PastedTable.Of(file.Sheet.Rows, context, Language) : null;
        if (pasted is { Rows.Count: > 0 })
        {
            Preview(pasted);
            return;
        }

        Say(file.Sheet.Trouble ?? (TakesLists ? "file.no.table" : "list.later"));
        if (draft.Stage == Stage.Creating)
        {
            RegisterAgain();
        }
        else if (draft.Stage == Stage.ListRunning)
        {
            GoOnWithList();
        }
        else if (file.Beside is { } beside)
        {
            Hear(beside);
        }
        else
        {
            AskAgain();
        }
    }

    private void Preview(Pasted pasted)
    {
        if (pasted.Rows.Count > PastedTable.MostRows)
        {
            Say("list.too.long", Count(pasted.Rows.Count));
            return;
        }

        var ready = pasted.Rows.Where(row => row.Trouble is null).ToList();
        Begin(new());
        draft = draft with
        {
            Stage = Stage.Listing,
            LastList = null,
            List = new(
                context.NewId,
                pasted.Rows.Count,
                0,
                [.. ready.Take(MostShown).Select(row => $"{row.Line}. {row.Name}, {row.Fields.Position}, {row.Fields.Area}")],
                [.. pasted.Rows.Where(row => row.Trouble is not null).Take(MostTroubles).Select(row => $"{row.Line}. {Cut(row.Name)} — {Cut(row.Trouble!)}")]),
        };
        SayOfAll(pasted.OfAll);
        if (pasted.Ignored.Count > 0)
        {
            Say("list.ignored", Cut(string.Join(", ", pasted.Ignored)));
        }

        effects.Add(new Effect.KeepList(draft.List.Id, [.. ready.Select(row => new PastedUser(row.Line, row.Fields))]));
    }

    private void SayOfAll(SaidOfAll ofAll)
    {
        if (ofAll.Fields.Count > 0)
        {
            var shown = new Draft { Values = ofAll.Values };
            Say("list.all", string.Join(", ", ofAll.Fields.Select(field => $"{NameOf(field)} {Showing.Value(field, shown, context, Language)}")));
        }

        SayLeftOut([.. ofAll.LeftOut.Select(Cut)], false);
    }

    private static int Line(string shown) => int.Parse(shown.AsSpan(0, shown.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length > 160 ? string.Concat(text.AsSpan(0, 159), "…") : text;

    private void LearnList(Input.ListKept kept)
    {
        if (draft is not { Stage: Stage.Listing, List: { } list } || list.Id != kept.Batch)
        {
            return;
        }

        var known = kept.Known.Select(row => $"{row.Line}. {BotTexts.Say("list.known", Language, Cut(row.Name))}");
        draft = draft with
        {
            List = list with
            {
                Ready = kept.Ready,
                Known = kept.Known.Count,
                Shown = [.. list.Shown.Where(shown => kept.Known.All(row => Line(shown) != row.Line))],
                Troubles = [.. list.Troubles.Concat(known).OrderBy(Line).Take(MostTroubles)],
            },
        };
        AskList();
    }

    private void AskList()
    {
        var list = draft.List!;
        var attention = list.Total - list.Ready - list.Known;
        var lines = list.Shown.Append(list.Ready > list.Shown.Length ? "…" : "").Where(line => line.Length > 0);
        var summary = BotTexts.Say("list.summary", Language, Count(list.Ready), Count(attention), Count(list.Known));
        Choice[] choices =
        [
            .. list.Ready > 0 ? [new(BotTexts.Say("button.register.many", Language, Count(list.Ready)), "go")] : (Choice[])[],
            .. list.Troubles.Length > 0 ? [Choice("button.problems", "problems")] : (Choice[])[],
            Choice("button.cancel", "cancel"),
        ];
        draft = draft with { Pending = new(PendingKind.List, default, [.. choices], string.Join('\n', [.. lines, summary])) };
        AskPending(draft.Pending);
    }

    // What is asked about others is answered beside it; what would register somebody else waits for it.
    private void HearOfList(string text)
    {
        // The turn that read it died before its rows were kept: nothing is known of them, and nothing is to be said of them.
        if (draft is { Pending: null, List: { Ready: 0, Known: 0, Shown.Length: > 0 } })
        {
            draft = Emptied();
            Say("list.again");
            return;
        }

        if (!AnswersAside(text) && !Chooses(text) && !ObeysOfList(text))
        {
            // "Remove Pau" means the row, not somebody of that name who is there.
            var wish = Wishes.Read(text, context, true);
            if (wish is not (null or Conversation.Asking.Listing or ShowingUser or WhyInTeam or WhoAdministers) || !Asks(text))
            {
                Say(IsRegistration(text) ? "list.first" : wish is not null || draft.List is { Troubles.Length: > 0 } ? "list.mend" : "not.understood");
            }
        }

        if (draft is { Stage: Stage.Listing, Pending: null } && effects.Count == 0)
        {
            AskList();
        }
    }

    private bool ObeysOfList(string text)
    {
        switch (Commands.Read(text))
        {
            case Command.Cancel or Command.Undo:
                ChooseOfList("cancel");
                return true;
            case Command.Restart or Command.List:
                draft = Emptied();
                ExplainLists();
                return true;
            case Command.Wait or Command.Later:
                KeepOpen();
                Say("no.hurry");
                return true;
            case Command.Summary or Command.Review or Command.Continue or Command.Keep:
                return true;
            case Command.Another or Command.Form:
                Say("list.first");
                return true;
            case Command.Help or Command.Why or Command.WhoAreYou or Command.English or Command.Spanish or Command.Hello or Command.Thanks:
                return Obeys(text);
            default:
                if (!RegisterThem.IsSaid(text, draft.List!))
                {
                    return false;
                }

                ChooseOfList("go");
                return true;
        }
    }

    private void ChooseOfList(string choice)
    {
        switch (choice)
        {
            case "go" when draft.List is { Ready: > 0 } list:
                draft = draft with { Stage = Stage.ListRunning };
                effects.Add(new Effect.RegisterList(list.Id, 0));
                break;
            case "problems" or "go":
                AskList();
                replies[^1] = Reply.Of("list.problems", string.Join('\n', draft.List!.Troubles)) with { Choices = replies[^1].Choices };
                break;
            default:
                draft = Emptied();
                Say("list.dropped");
                break;
        }
    }

    /// <summary>Goes on where it stands: a part that was under way is registered under the same keys, and its users are found.</summary>
    private void GoOnWithList() => effects.Add(new Effect.RegisterList(draft.List!.Id, draft.List.Done));

    private void LearnList(Input.ListRegistered part)
    {
        if (draft is not { Stage: Stage.ListRunning, List: { } list } || list.Id != part.Batch || list.Done != part.From)
        {
            return;
        }

        list = list with
        {
            Done = part.From + part.Count,
            Registered = list.Registered + part.Count - part.Refusals.Count,
            Refused = [.. list.Refused.Concat(part.Refusals.Select(row => $"{row.Line}. {Cut(row.Name)} — {Cut(Showing.InWords(row.Problem, Language))}")).Take(MostTroubles)],
        };
        draft = draft with { List = list };
        if (part.Count > 0 && list.Done < list.Ready)
        {
            Say("list.progress", Count(list.Done), Count(list.Ready));
            GoOnWithList();
            return;
        }

        draft = Emptied() with { LastList = list.Registered > 0 ? new(list.Id, list.Registered) : null };
        Say(list.Refused.Length == 0 ? "list.done" : "list.done.but", [Count(list.Registered), string.Join('\n', list.Refused)]);
        if (list.Troubles.Length > 0)
        {
            Say("list.problems", string.Join('\n', list.Troubles));
        }

        replies[^1] = replies[^1] with { Choices = [.. list.Registered > 0 ? [Button("button.invite.them")] : (Choice[])[], Button("button.another")] };
    }
}
