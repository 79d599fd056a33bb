using System.Collections.Frozen;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>"Mrs Evelyn Park", "la Sra. Quispe": how somebody is addressed is no part of the name.</summary>
internal static class Titles
{
    private static readonly FrozenSet<string> All =
        ((string[])["mr", "mrs", "ms", "miss", "mx", "dr", "dra", "sr", "sra", "srta", "senor", "senora", "senorita", "dona", "dna", "dª", "d.ª", "prof", "lcda", "lcdo"]).ToFrozenSet();

    private static readonly FrozenSet<string> Shortened = ((string[])["lic", "ing", "arq", "abg", "mtro", "mtra"]).ToFrozenSet();

    internal static bool Is(string said) => All.Contains(PlainText.Fold(said).TrimEnd('.'));

    /// <summary>The name as it is without them; a name that is nothing else stays.</summary>
    internal static string Without(string name)
    {
        // Don Draper is somebody's name, don Yusuf is how he is addressed.
        if (name.StartsWith("don ", StringComparison.Ordinal) && name.Length > 4 && char.IsUpper(name[4]))
        {
            return name[4..];
        }

        var space = name.IndexOf(' ', StringComparison.Ordinal);

        // Without its point, "Ing" may be a name.
        if (space > 0 && name[space - 1] == '.' && Shortened.Contains(PlainText.Fold(name[..(space - 1)])))
        {
            return name[(space + 1)..];
        }

        if (space <= 0 || PlainText.Fold(name[..space]).TrimEnd('.', ',') is var first && !(first is "el" or "la" or "d" || All.Contains(first)))
        {
            return name;
        }

        var words = Word.Read(name);
        var at = words.Count > 1 && words[0].Key is "el" or "la" && words.Count > 2 && All.Contains(words[1].Key) ? 1 : 0;

        // "D. Óscar Pineda" is Don Óscar; before any other word a letter is an initial.
        at = words.Count > 2 && words[0].Key is "d" && name[words[0].End - 1] == '.' && GivenNames.Starts(words[1].Key) ? 1 : at;
        while (at < words.Count - 1 && All.Contains(words[at].Key))
        {
            at++;
        }

        return at == 0 ? name : name[words[at].Start..];
    }
}
