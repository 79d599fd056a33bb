using Ommnio.Bot.Conversation.Acting;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>Everything that can be asked, in the order in which it is tried: what says more comes before what says less.</summary>
internal static class Wishes
{
    private static readonly Pattern[] All =
    [
        WhyInTeam.Pattern, WhyInTeam.Bare, WhoReportsTo.Pattern, WhoIsInNoGroup.Pattern, .. WhoIsInState.Patterns, WhoIsIn.Pattern, Finding.Pattern, Inviting.Open, ShowingUser.Pattern,
        TaggingAll.Pattern, Tagging.Pattern, Tagging.Removing, Setting.Pattern, Reporting.Pattern, Joining.Pattern, Joining.WithRole, TakingOut.Pattern, Moving.Pattern,
        ChangingWhat.Pattern, Inviting.Pattern, Uninviting.Pattern, Blocking.Pattern, Unblocking.Pattern, Deleting.Pattern, Leaving.Pattern, Reporting.Plain,
    ];

    /// <summary>The wish that the message says; null when it says none.</summary>
    internal static Wish? Read(string text, Context context, bool isIdle) =>
        Spoken.Of(text) is { } spoken ? All.Select(pattern => pattern.Read(spoken, context, isIdle)).FirstOrDefault(wish => wish is not null) : null;
}
