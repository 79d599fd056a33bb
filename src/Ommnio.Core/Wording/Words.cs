namespace Ommnio.Core.Wording;

/// <summary>Every problem and outcome in words: one catalogue for HTTP, bot and import.</summary>
public static class Words
{
    /// <summary>The words of a problem; a code without words is a fault of ours and throws.</summary>
    public static string Say(Problem problem, Language language) => throw new KeyNotFoundException(problem.Code + language);
}
