using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What came back from effects.</summary>
internal sealed partial class Turn
{
    internal void Learn(Input result)
    {
        undoKept = draft.IsUndoKept;
        switch (result)
        {
            case var read when LearnsAside(read):
                break;
            case Input.UsersFound found:
                LearnUsers(found);
                break;
            case Input.ListKept kept:
                LearnList(kept);
                break;
            case Input.ListRegistered part:
                LearnList(part);
                break;
            case Input.DuplicatesFound found:
                LearnDuplicates(found);
                break;

            // In the review too: another process may have registered what this one asked about once more.
            case Input.Registered(var user, _) when draft.Stage == Stage.Creating || (draft.Stage == Stage.Review && draft.CreateKey != default):
                draft = draft with
                {
                    Stage = Stage.Created,
                    UserId = user.Id.ToString(),
                    UserName = user.Name.Full,
                    LastArea = draft.Values.Area,
                    LastLocation = draft.Values.Location,
                    Values = new(),
                    ManagerName = null,
                    Undo = [],
                    Skipped = [],
                    Pending = null,
                    Aside = null,
                    Alike = null,
                    Later = [],
                };
                Say("created", user.Name.Full);
                Go(new Inviting { Who = Person.Of(user) }, user);
                break;
            case Input.RegistrationRefused refused when draft.Stage == Stage.Creating:
                LearnRefusal(refused.Problems);
                break;
        }
    }

    private void LearnUsers(Input.UsersFound found)
    {
        if (!IsRegistering)
        {
            return;
        }

        if (found.Users is [var one])
        {
            draft = Changed(draft.Values with { RelatedTo = new(one.Id, null) }, Field.RelatedTo) with { ManagerName = one.Name };
            SayUnderstood([Field.RelatedTo]);
            Next();
        }
        else if (found.Users.Count == 0)
        {
            draft = draft with { Misses = draft.Misses + 1 };
            Say("nobody.found", found.Query);
            Assist(Field.RelatedTo);
        }
        else
        {
            draft = draft with { Pending = new(PendingKind.Which, Field.RelatedTo, [.. found.Users.Take(5).Select(user => new Choice($"{user.Name} ({user.Area})", user.Id))], found.Query) };
            AskPending(draft.Pending);
        }
    }

    // Nothing was stored: the values stay, and what was refused is asked again.
    private void LearnRefusal(IReadOnlyList<Problem> problems)
    {
        if (problems.Where(IsTaken).ToList() is { Count: > 0 } taken)
        {
            draft = draft with { Stage = Stage.Review };
            AskOther(taken);
            return;
        }

        Say("refused", string.Join(' ', problems.Select(problem => Showing.InWords(problem, Language))));
        draft = draft with { Stage = Stage.Review };
        var first = problems.Select(problem => FieldTable.All.FirstOrDefault(spec => problem.Field?.StartsWith(spec.Wire, StringComparison.Ordinal) ?? false)).FirstOrDefault(spec => spec is not null);
        if (first is not null)
        {
            Ask(first.Field);
        }
        else
        {
            Review();
        }
    }
}
