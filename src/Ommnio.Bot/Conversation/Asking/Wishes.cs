using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Keys;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>Everything that can be asked, in the order in which it is tried: what says more comes before what says less.</summary>
internal static class Wishes
{
    // So many ways that they are looked through only where the word stands.
    private static readonly Pattern[] OfKeys = [MakingKey.Pattern, RotatingKey.Pattern, RevokingKey.Pattern, ListingKeys.Pattern];

    private static readonly Pattern[] All =
    [
        WhoAdministers.Pattern, WhyInTeam.Pattern, WhyInTeam.Bare, WhoReportsTo.Pattern, WhoIsInNoGroup.Pattern, .. WhoIsInState.Patterns, WhoIsIn.Pattern, Finding.Pattern, Inviting.Open, ShowingUser.Pattern,
        TaggingAll.Pattern, Tagging.Pattern, Tagging.Removing, Setting.Pattern, Reporting.Pattern, Joining.Pattern, Joining.WithRole, TakingOut.Pattern, Moving.Pattern,
        ChangingWhat.Pattern, SendingNow.Pattern, Inviting.Pattern, Uninviting.Pattern, Blocking.Pattern, Unblocking.Pattern, Deleting.Pattern, Leaving.Pattern, Reporting.Plain,
    ];

    /// <summary>The wish that the message says; null when it says none.</summary>
    internal static Wish? Read(string text, Context context, bool isIdle)
    {
        if (Spoken.Of(text) is not { } spoken)
        {
            return null;
        }

        var patterns = spoken.Words.Any(word => word.Key is "api" or "key" or "keys" or "clave" or "claves") ? OfKeys.Concat(All) : All;
        return patterns.Select(pattern => pattern.Read(spoken, context, isIdle)).FirstOrDefault(wish => wish is not null);
    }
}
