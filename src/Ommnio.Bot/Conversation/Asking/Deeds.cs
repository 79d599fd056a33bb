using Ommnio.Bot.Conversation.Acting;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>What the buttons under a shown user mean.</summary>
internal static class Deeds
{
    /// <summary>What makes sense in the user's state and is the administrator's to do.</summary>
    internal static IReadOnlyList<string> For(Seen seen)
    {
        var state = seen.Who.StateAt(seen.Context.Now);
        (string Deed, UserAct Act, bool MakesSense)[] all =
        [
            ("button.change", UserAct.Edit, true), ("button.invite", UserAct.Invite, state == UserState.Pending),
            ("button.unblock", UserAct.Unblock, state == UserState.Blocked), ("button.block", UserAct.Block, state != UserState.Blocked), ("button.why", UserAct.See, true),
        ];
        return [.. all.Where(deed => deed.MakesSense && seen.May(deed.Act)).Select(deed => deed.Deed)];
    }

    /// <summary>Null for a button that there is not: what a card carries is its sender's word.</summary>
    internal static Wish? Of(string deed, Person who) => deed switch
    {
        "button.change" => new ChangingWhat { Who = who },
        "button.invite" => new Inviting { Who = who },
        "button.block" => new Blocking { Who = who },
        "button.unblock" => new Unblocking { Who = who },
        "button.why" => new WhyInTeam { Who = who },
        _ => null,
    };
}
