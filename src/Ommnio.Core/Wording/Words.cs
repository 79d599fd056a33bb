using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ommnio.Core.Wording;

/// <summary>
/// Every problem in words: one catalogue for HTTP, bot and import. Each says which field, what is wrong and the way out.
/// </summary>
public static class Words
{
    private static readonly FrozenDictionary<string, Phrase> All =
        FieldWords.Phrases.Concat(UserWords.Phrases).Concat(RequestWords.Phrases).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The stable codes that have words; some have a second form for when there are arguments, with <c>.by</c> at its end.</summary>
    public static IEnumerable<string> Codes => All.Keys;

    /// <summary>The words of a problem. A code without words is a fault of ours and throws.</summary>
    public static string Say(Problem problem, Language language)
    {
        var known = problem.Args.Count > 0 && All.TryGetValue($"{problem.Code}.by", out var by) ? by : All[problem.Code];
        var words = new StringBuilder(known.In(language));
        words.Replace("{field}", problem.Field is { } field ? FieldNames.Say(field, language) : "");
        words.Replace("{all}", string.Join(", ", problem.Args));
        for (var i = 0; i < problem.Args.Count; i++)
        {
            words.Replace(string.Create(CultureInfo.InvariantCulture, $"{{{i}}}"), problem.Args[i]);
        }

        return words.ToString();
    }
}
