using Ommnio.Bot.Conversation.Acting;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>What the buttons under a shown user mean.</summary>
internal static class Deeds
{
    internal static IReadOnlyList<string> For(UserState state) => ["button.change", .. state == UserState.Pending ? (string[])["button.invite"] : [], state == UserState.Blocked ? "button.unblock" : "button.block", "button.why"];

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
