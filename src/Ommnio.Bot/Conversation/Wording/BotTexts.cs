using System.Collections.Frozen;
using System.Globalization;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Wording;

/// <summary>One text in both languages; <c>{0}</c> are its arguments.</summary>
internal readonly record struct BotText(string English, string Spanish)
{
    internal string In(Language language) => language == Language.Spanish ? Spanish : English;
}

/// <summary>What the bot says, besides the problems, whose words are Core's.</summary>
internal static class BotTexts
{
    internal static readonly FrozenDictionary<string, BotText> All =
        Talk.Texts.Concat(Questions.Texts).Concat(Labels.Texts).Concat(Asking.Texts).Concat(Acting.Texts).Concat(Invitations.Texts).Concat(ApiKeys.Texts).ToFrozenDictionary(StringComparer.Ordinal);

    internal static string Say(string key, Language language, params IReadOnlyList<string> args) =>
        args.Count == 0 ? All[key].In(language) : string.Format(CultureInfo.InvariantCulture, All[key].In(language), [.. args]);
}
