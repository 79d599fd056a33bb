using System.Collections.Immutable;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>Questions about users who are there. They stand beside a registration: it is answered, and then goes on where it was.</summary>
internal sealed partial class Turn
{
    /// <summary>Whether the message asks for something; what says it by its verb is tried before sentences that register.</summary>
    private bool Asks(string text)
    {
        // What is noted may be any sentence, and who is registered may report to somebody.
        if (IsRegistration(text) || (IsRegistering && draft.Asking == Field.Notes && !text.StartsWith('/')) || Wishes.Read(text, context, !IsRegistering) is not { } wish)
        {
            return false;
        }

        // Right after a list, "them" are those who came of it.
        wish = wish is Inviting { Who.IsPronoun: true, Way: var way, AtOnce: var atOnce } && !IsRegistering && SpokenOf is null && draft.LastList is not null ? new InvitingAll { Way = way, AtOnce = atOnce } : wish;
        if (!IsAboutOthers(wish))
        {
            return AsksWhom(wish);
        }

        KeepOpen();
        if (Spoken.HoldsId(text) && wish is not Setting { Field: Field.NationalId })
        {
            // An ID finds nobody here and is never said again, so that it stays in no transcript (R10).
            Say("no.id");
            ReturnToRegistration();
        }
        else if (wish.MayBeValue && !text.Contains('?', StringComparison.Ordinal) && !text.StartsWith('/') && draft is { Stage: Stage.Collecting, Asking: Field.FirstName or Field.LastName or Field.Position })
        {
            AskWhether(text, draft.Asking.Value);
        }
        else
        {
            FollowSaid(wish);
        }

        return true;
    }

    // Asking is no answer: the question that was open stays open, and the value that it doubts stays in question.
    private void KeepOpen() => draft = original.Pending is { Kind: PendingKind.IsRight } && draft.Id == original.Id
        ? original with { Aside = draft.Aside }
        : draft with { Pending = original.Pending is { Kind: PendingKind.CommandOrValue } ? null : original.Pending };

    // "Block him", and nobody was spoken of: the name is asked. While somebody is being registered, it may be about them.
    private bool AsksWhom(Wish wish)
    {
        if (IsRegistering || wish.Who is not { IsPronoun: true })
        {
            return false;
        }

        Say("whom");
        return true;
    }

    // "It" is the invitation that was left waiting; where somebody else was spoken of since, it may be theirs. "Them" are those of the list.
    private void FollowSaid(Wish wish)
    {
        if (wish is InvitingAll { Place: null, SaysPending: false } all && draft.LastList is { } list)
        {
            Follow(all with { List = list.Id, Count = list.Count });
        }
        else if (wish is not SendingNow { Who.IsPronoun: true })
        {
            Follow(SpokenOf is { } about && wish.Who is { IsPronoun: true } ? wish with { Who = about } : wish);
        }
        else if ((draft.Aside is { Stage: AsideStage.Told, Wish: SendingNow { IsOffer: true, Who: { } offered } } ? [offered] : MayBeMeant) is var whose && whose is [var one])
        {
            Follow(wish with { Who = one });
        }
        else if (whose.Count > 1)
        {
            AskWhich(wish, Slot.Who, "which.invitation", [], whose.Select(person => new Choice(person.Name, person.Id!)));
        }
        else
        {
            Say("now.whose");
            ReturnToRegistration();
        }
    }

    private List<Person> Held => [.. draft.LeftWaiting.Where(held => held.Until > context.Now).Select(held => held.Whose)];

    private List<Person> MayBeMeant => SpokenOf is { } about && !Held.Exists(held => held.Id == about.Id) ? [.. Held, about] : Held;

    /// <summary>Who comes back is told what still waits, unless a question is open.</summary>
    private void OfferHeld()
    {
        if (IsRegistering || draft.Aside is not (null or { Stage: AsideStage.Told or AsideStage.Done }))
        {
            return;
        }

        switch (Held)
        {
            case [var one]:
                Follow(new SendingNow { Who = one, IsOffer = true });
                break;
            case { Count: > 1 } several:
                AskWhich(new SendingNow { Who = several[^1] }, Slot.Who, "now.offer.several", [string.Join(", ", several.Select(person => person.Name))], several.Select(person => new Choice(person.Name, person.Id!)));
                break;
        }
    }

    // What was left waiting, until it is sent, taken back, or gone with its user.
    private ImmutableArray<HeldInvitation> HeldAfter(Input result, Wish wish)
    {
        if (result is not (Input.Invited or Input.Uninvited or Input.Deleted or Input.Looked(null)) || wish.Who is not { } who)
        {
            return draft.LeftWaiting;
        }

        var others = draft.LeftWaiting.Where(held => held.Whose.Id != who.Id && held.Until > context.Now).TakeLast(MostChoices - 1);
        return result is Input.Invited(var invitation, _) && invitation.WaitsAt(context.Now) ? [.. others, new(who, invitation.DueAt)] : [.. others];
    }

    // Whom a card names is looked up with the administrator's own rights, as if they had said it.
    private void AskByCard(Input.Card card)
    {
        if (draft.Stage != Stage.Creating && UserId.TryParse(card.Data.GetValueOrDefault("u")) is { } user && Deeds.Of(card.Data.GetValueOrDefault("w", ""), new("", user.ToString())) is { } wish)
        {
            Follow(wish);
        }
    }

    // While somebody is being registered, "her" and their own name are about them.
    private bool IsAboutOthers(Wish wish)
    {
        if (wish.Who is not { Id: null } who)
        {
            return true;
        }

        return who.IsPronoun ? wish is SendingNow ? !IsRegistering || Held.Count > 0 : !IsRegistering && SpokenOf is not null : !IsRegistering || !IsOfDraft(who.Name);
    }

    // Whom we have just registered, unless somebody else was spoken of since.
    private Person? SpokenOf => draft.Aside?.About ?? (draft is { Stage: Stage.Created, UserId: { } id, UserName: { } name } ? new(name, id) : null);

    private bool IsOfDraft(string name) =>
        PlainText.Fold(name) is var key && (key == PlainText.Fold(draft.Values.FirstName ?? "") || key == PlainText.Fold(Showing.FullName(draft)));

    /// <summary>What was read or done for a wish. Only once: what comes again finds that nobody waits for it.</summary>
    private bool LearnsAside(Input result)
    {
        if (draft.Aside is not { Stage: AsideStage.Reading or AsideStage.Doing } aside || !IsOfAside(result))
        {
            return false;
        }

        var wish = aside.Wish;
        if (result is Input.Refused)
        {
            draft = draft with { Aside = aside with { Stage = AsideStage.Told } };
        }
        else if (result is Input.Done(var left, _, _) && aside.Undo is Reverting undo)
        {
            draft = draft with { Aside = aside with { Undo = undo with { Version = left.Version } } };
        }

        draft = draft with { LeftWaiting = HeldAfter(result, wish) };
        switch (result)
        {
            case Input.Looked(null) when wish is SendingNow { IsOffer: true }:
                draft = draft with { Aside = null };
                break;
            case Input.PeopleFound(var people):
                LearnPeople(people, aside);
                break;
            case Input.Looked(null):
                Make(new Move.Tell(Reply.Of("catalogue", Showing.InWords(new("user.not_found", null), Language))), wish);
                break;
            case Input.Looked(var user) looked:
                Go(wish with { Who = Person.Of(user!) }, user, looked.Invitation);
                break;
            default:
                Make(wish.Learn(result, new(context, Language, null)), wish);
                break;
        }

        return true;
    }

    private static bool IsOfAside(Input result) => result
        is Input.PeopleFound or Input.Looked or Input.Listed
        or Input.Done or Input.DoneToAll or Input.Deleted or Input.Invited or Input.InvitedAll or Input.InvitationShown or Input.Uninvited or Input.Refused
        or Input.AdministratorsListed or Input.KeysListed or Input.KeyMade or Input.KeyShownBefore or Input.KeyRevoked;

    private void LearnPeople(IReadOnlyList<FoundUser> people, Aside aside)
    {
        var (wish, said) = (aside.Wish, (aside.Slot == Slot.Other ? aside.Wish.Other : aside.Wish.Who)!.Name);
        switch (people)
        {
            case []:
                Make(new Move.Tell(Reply.Of("nobody.called", said)), wish);
                break;
            case [var one]:
                Follow(Chosen(aside, new(one.Name, one.Id)));
                break;
            default:
                AskWhich(wish, aside.Slot, "which.user", [said], people.Select(user => new Choice($"{user.Name} ({user.Area})", user.Id)));
                break;
        }
    }
}
