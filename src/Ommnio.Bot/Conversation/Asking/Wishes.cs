using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Keys;
using Ommnio.Bot.Conversation.Speech;

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
        ChangingWhat.Pattern, SendingNow.Pattern, InvitingAll.Pattern, Inviting.Pattern, Uninviting.Pattern, Blocking.Pattern, Unblocking.Pattern, Deleting.Pattern, Leaving.Pattern, Reporting.Plain,
    ];

    /// <summary>The wish that the message says; null when it says none.</summary>
    internal static Wish? Read(string text, Context context, bool isIdle)
    {
        if (Spoken.Of(text) is not { } spoken)
        {
            return null;
        }

        return Said(spoken, context, isIdle) ?? (Plain(text) is { } plain && Spoken.Of(plain) is { } bare && Said(bare, context, isIdle) is var wish && wish?.Place?.Name.Contains(',', StringComparison.Ordinal) is not true ? wish : null);
    }

    private static readonly Phrases Courtesies = new(
        "please|pls|plz|hi|hello|hey|hi there|good morning|good afternoon|ok|okay|and|also|now|then|can you|could you|would you|can you please|could you please|can i|could i|i want to|i need to|i'd like to|i would like to|i want you to|tell me|can you tell me|could you tell me|show me|let me know|do you know|"
        + "por favor|porfa|hola|buenas|buenos dias|buenas tardes|oye|vale|y|ahora|tambien|puedes|podrias|me puedes|me podrias|puedes decirme|me dices|dime|sabes|quiero|queria|necesito|quisiera|me gustaria|quiero saber|necesito saber");

    private static readonly string[] Ends = [" please", " pls", " thanks", " thank you", " for me", " por favor", " porfa", " gracias"];

    // Politeness around what is asked says nothing of it; null where there is none.
    private static string? Plain(string text)
    {
        var said = text.Trim().TrimEnd('.', '!', '?', ' ');
        var end = Ends.FirstOrDefault(end => said.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        said = (end is null ? said : said[..^end.Length]).TrimEnd(',', ' ').TrimStart('¿', '¡');
        var words = Speech.Word.Read(said);
        var start = Courtesies.Skip(words, 0);
        return start < words.Count && (start > 0 || end is not null) ? said[words[start].Start..] : null;
    }

    private static Wish? Said(Spoken spoken, Context context, bool isIdle)
    {
        var patterns = spoken.Words.Any(word => word.Key is "api" or "key" or "keys" or "clave" or "claves") ? OfKeys.Concat(All) : All;
        return patterns.Select(pattern => pattern.Read(spoken, context, isIdle)).FirstOrDefault(wish => wish is not null);
    }
}
