using System.Collections.Frozen;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Verbs of registering in all the forms in which people ask for it: "registren", "adding", "dadme de alta a".</summary>
internal static class Verbs
{
    private static readonly FrozenSet<string> Spanish = All(
        "registr|anad|agreg|incorpor|apunt|inclu|incluy|inscrib|contrat|met|cre|ingres",
        "a|e|en|an|ad|ed|id|ar|er|ir|as|es|is|amos|emos|imos|ais|eis|ame|eme|enme|anme|adme|edme|anos|enos|ennos|adnos|arme|erme|arnos|ando|iendo|aras|eras|aremos|ado|ido|asteis|aste|aron|elo|ela|alo|ala|arlo|arla|erlo|erla");

    private static readonly FrozenSet<string> English = All("register|add|onboard|enrol|enroll|creat|includ|hir", "|e|ing|ed|d|s|es");
    private static readonly FrozenSet<string> Giving = Set("da|dar|das|dais|dad|den|des|dan|dame|danos|dadme|dadnos|deme|denme|dennos|dando|demos|damos|dale|darle|darme|darnos|darlo|darla|dalo|dala|doy|daros|dara|daremos");

    /// <summary>The index after the verb that stands at <paramref name="at"/>, and after the "a" that leads to whom it is about; the same when there is none.</summary>
    internal static int Once(List<Word> words, int at)
    {
        if (at >= words.Count)
        {
            return at;
        }

        var isGiving = at + 2 < words.Count && Giving.Contains(words[at].Key) && words[at + 1].Key == "de" && words[at + 2].Key == "alta";
        var next = isGiving ? at + 3 : Spanish.Contains(words[at].Key) ? at + 1 : at;
        return next == at ? English.Contains(words[at].Key) ? at + 1 : at
            : next + 1 < words.Count && words[next].Key is "a" or "al" && !words[next - 1].Ends ? next + 1
            : next;
    }

    private static FrozenSet<string> All(string stems, string ends) => (from stem in stems.Split('|') from end in ends.Split('|') select stem + end).ToFrozenSet();

    private static FrozenSet<string> Set(string words) => words.Split('|').ToFrozenSet();
}
