using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Speech;

namespace Ommnio.Bot.Conversation;

/// <summary>What is said of an invitation that was offered, made or shown last: a way of sending it, or that it is to go now.</summary>
internal sealed partial class Turn
{
    /// <summary>The invitation that was spoken of last; of whom we have just registered, one that is still to be.</summary>
    private Inviting? OfferedInvitation => draft.Aside is { } aside ? aside.Wish as Inviting
        : draft is { Stage: Stage.Created, UserId: { } id, UserName: { } name } ? new() { Who = new(name, id) }
        : null;

    // While a field is asked, "e-mail" is that field: only an open question about the invitation comes before.
    private bool PicksWay(string text)
    {
        var isAsked = draft.Aside is { Stage: AsideStage.Which or AsideStage.Value or AsideStage.Confirm or AsideStage.Doing };
        if (OfferedInvitation is not { Who.Id: not null } offered || (IsRegistering && !isAsked))
        {
            return false;
        }

        // A yes says no way, and may be the one that registered, sent twice: nothing is sent on it (R2).
        return Commands.Read(text) == Command.Yes ? draft.Aside is null or { Stage: AsideStage.Which } && Follows(new Inviting { Who = offered.Who })
            : WayWords.Of(text) is { } said && (draft.Aside is { Stage: AsideStage.Done } && offered.Made is not null ? PicksAgain(offered, said) : Picks(offered, said));
    }

    private bool Picks(Inviting offered, SaidWay said)
    {
        if (said.Way is null && draft.Aside is not { Stage: AsideStage.Which })
        {
            return false;
        }

        // Long after, "QR" is the one that is out there, if there is one.
        var isSame = draft.Aside is { Stage: AsideStage.Doing } && said.Way == offered.Way;
        return Follows(isSame ? offered with { First = null } : new Inviting { Who = offered.Who, Way = said.Way, AtOnce = said.AtOnce, IsShown = draft.Aside is null && said.Way is Way.Link or Way.Qr });
    }

    // It has been made: a link and a QR are shown as they are, and the same way again makes no second one.
    private bool PicksAgain(Inviting made, SaidWay said)
    {
        if (made.Waits && said.AtOnce && (said.Way is null || said.Way == made.Way))
        {
            Do(made with { AtOnce = true }, default, draft.Aside!.Undo);
        }
        else if (said.Way is Way.Qr or Way.Link)
        {
            Follow(made with { Way = said.Way, IsShown = true, AtOnce = false });
        }
        else if (said.Way is null || said.Way == made.Way)
        {
            Say("act.already", [], made.Waits ? [Button("button.now")] : []);
            OfferAnother(made);
            ReturnToRegistration();
        }
        else
        {
            Follow(new Inviting { Who = made.Who, Way = said.Way, AtOnce = said.AtOnce });
        }

        return true;
    }

    private bool TellsValue(Aside aside, string text)
    {
        if (Commands.Read(text) is null && aside.Wish.Told(text, new(context, Language, null)) is { } move)
        {
            Make(move, aside.Wish);
            return true;
        }

        // Whoever says something else has left the question.
        draft = draft with { Aside = aside with { Stage = AsideStage.Told } };
        return LeavesAside(Commands.Read(text));
    }

    private bool DoesWithoutConsent(Aside aside)
    {
        if (aside.Wish is not Inviting { First: not null, Who: { } who })
        {
            return false;
        }

        Say("invite.no.consent");
        Follow(new Inviting { Who = who });
        return true;
    }
}
