using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ommnio.Core.Wording;

/// <summary>
/// Every problem in words: one catalogue for HTTP, bot and import. Each says which field, what is wrong and the way out.
/// </summary>
public static partial class Words
{
    private static readonly FrozenDictionary<string, Phrase> All =
        FieldWords.Phrases.Concat(UserWords.Phrases).Concat(TeamWords.Phrases).Concat(GroupWords.Phrases).Concat(RuleWords.Phrases).Concat(ReasonWords.Phrases).Concat(JobWords.Phrases).Concat(ListWords.Phrases).Concat(KeyWords.Phrases).Concat(PairingWords.Phrases).Concat(RequestWords.Phrases).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The stable codes that have words; some have a second form for when there are arguments, with <c>.by</c> at its end.</summary>
    public static IEnumerable<string> Codes => All.Keys;

    /// <summary>The words of a problem. A code without words is a fault of ours and throws.</summary>
    public static string Say(Problem problem, Language language)
    {
        var known = problem.Args.Count > 0 && All.TryGetValue($"{problem.Code}.by", out var by) ? by : All[problem.Code];
        return Placeholder.Replace(known.In(language), match => match.Groups["name"].Value switch
        {
            "field" => problem.Field is { } field ? FieldNames.Say(field, language) : "",
            "all" => string.Join(", ", problem.Args),
            var index => problem.Args.ElementAtOrDefault(int.Parse(index, CultureInfo.InvariantCulture)) ?? match.Value,
        });
    }

    // In one pass: what people typed may look like a placeholder itself.
    [GeneratedRegex(@"\{(?<name>field|all|[0-9])\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder { get; }
}
