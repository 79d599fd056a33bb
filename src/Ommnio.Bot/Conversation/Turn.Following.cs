using System.Collections.Immutable;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>How a question or an act goes on: what it names is found out, and then it says itself what comes next.</summary>
internal sealed partial class Turn
{
    private const int MostChoices = 6;

    /// <summary>Finds out what is meant, and then lets the wish go on.</summary>
    private void Follow(Wish wish)
    {
        if (wish.Place is { IsFound: false } place)
        {
            switch (place.Find(context, wish.Places))
            {
                case [] when wish is Joining { Who.Id: not null } && place.Find(context, [PlaceKind.Area, PlaceKind.Location]).Count > 0:
                    Follow(new Moving { Who = wish.Who, Place = place });
                    return;
                case []:
                    Make(new Move.Tell(Reply.Of(wish.Places.Contains(PlaceKind.Area) ? "place.none" : "place.none.team", place.Name)), wish);
                    return;
                case [var one]:
                    wish = wish with { Place = one };
                    break;
                case var several:
                    AskWhich(wish, Slot.Place, "which.place", [place.Name], several.Select(one => new Choice(one.Shown(Language), $"{one.Kind}|{one.Id}|{one.Name}")));
                    return;
            }
        }

        if (wish.Who is { Id: null } who)
        {
            Read(new Effect.FindPeople(who.Name), wish, Slot.Who);
        }
        else if (wish.Other is { Id: null } other)
        {
            Read(new Effect.FindPeople(other.Name), wish, Slot.Other);
        }
        else if (wish.Who is { Id: { } id })
        {
            Read(new Effect.Look(id, wish.LooksAtInvitation), wish, Slot.Who);
        }
        else
        {
            Go(wish, null);
        }
    }

    // What is not theirs to do is not asked back either; when it is done, the right is asked again.
    private void Go(Wish wish, User? user, Invitation? invitation = null)
    {
        if (user is not null && wish is Act { Right: { } right } act && Authority.On(context.Actor, right, Subject.Of(user)) is Ruling.Forbidden(var problem))
        {
            Make(act.Learn(new Input.Refused([problem]), new(context, Language, user)), wish);
            return;
        }

        if (wish.OfAccount is { } ofAccount && Authority.On(context.Actor, ofAccount, AccountCase.Whole) is not Ruling.Allowed)
        {
            Make(new Move.Tell(Reply.Of("account.only")), wish);
            return;
        }

        Make(wish.Go(new(context, Language, user) { Invitation = invitation }), wish, user, invitation);
    }

    private void Read(Effect effect, Wish wish, Slot slot)
    {
        draft = draft with { Aside = new(wish, AsideStage.Reading) { Slot = slot } };
        effects.Add(effect);
    }

    private void Make(Move move, Wish wish, User? user = null, Invitation? invitation = null)
    {
        switch (move)
        {
            case Move.Tell tell:
                replies.AddRange(tell.Replies);
                OfferAnother(wish);
                var told = new Aside(tell.More ?? tell.Now ?? wish, AsideStage.Told) { HasMore = tell.More is not null, About = tell.About };
                draft = draft with { Aside = draft.Aside is { Stage: AsideStage.Doing } done ? told with { Stage = AsideStage.Done, Key = done.Key, Undo = done.Undo } : told };
                ReturnToRegistration();
                break;
            case Move.Read read:
                Read(read.Effect, wish, Slot.Who);
                break;
            case Move.Which which:
                replies.AddRange(which.First);
                AskWhich(which.Wish ?? wish, Slot.Value, which.Key, which.Args, which.Choices);
                OfferAnother(wish);
                break;
            case Move.Ask ask:
                draft = draft with { Aside = new(wish, AsideStage.Value) };
                replies.Add(ask.Reply);
                break;
            case Move.Confirm confirm:
                var act = (Act)(confirm.Wish ?? wish);
                draft = draft with { Aside = new(act, AsideStage.Confirm) { Undo = user is null ? null : act.Reverse(user) } };
                replies.Add(confirm.Reply with { Choices = act.IsTyped ? [Button("button.no")] : [Button("button.yes"), Button("button.no")] });
                break;
            case Move.Do doing:
                var sure = (Act)(doing.Wish ?? wish);
                Do(sure, default, user is null ? null : sure.Reverse(user));
                break;
            case Move.Become(var other) when user is not null && other.Who == wish.Who && other.Other is null or { Id: not null } && other.Place is null or { IsFound: true }:
                Go(other, user, invitation);
                break;
            case Move.Become(var other) become:
                replies.AddRange(become.Said is { } said ? [said] : (Reply[])[]);
                Follow(other);
                break;
        }
    }

    private void Do(Act act, Guid key, Wish? undo)
    {
        draft = draft with { Aside = new(act, AsideStage.Doing) { Key = key, Undo = undo } };
        effects.Add(act.Effect(key == default ? context.NewId : key));
    }

    // Whom we have just registered is invited, and then there may be another.
    private void OfferAnother(Wish wish)
    {
        if (wish is Inviting or SendingNow && draft.Stage == Stage.Created && replies.Count > 0)
        {
            replies[^1] = replies[^1] with { Choices = [.. replies[^1].Choices, Button("button.another")] };
        }
    }

    private void ReturnToRegistration()
    {
        if (IsRegistering || draft.Stage == Stage.Listing)
        {
            AskAgain();
        }
    }

    private void AskWhich(Wish wish, Slot slot, string key, IReadOnlyList<string> args, IEnumerable<Choice> several)
    {
        ImmutableArray<Choice> choices = [.. several.Take(MostChoices)];
        draft = draft with { Aside = new(wish, AsideStage.Which) { Slot = slot, Choices = choices } };
        Say(key, args, [.. choices.Select(Shown)]);
    }
}
