using Ommnio.LocalHost.Processes;
using Xunit;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>Conversations about users who are there, as files that anybody can read; by Marta, an Account Administrator, or by Tom, who administers the bakery.</summary>
public sealed class AskingTranscriptTests
{
    private static readonly string Folder = Repository.PathOf("tests", "Ommnio.Tests", "Conversation", "Transcripts", "Asking");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.verified.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_bot_answers_as_written(string file)
    {
        var scope = file.Contains(".tom.", StringComparison.Ordinal) ? Company.OfTom : null;
        Transcript.ShouldBeSpoken(
            Path.Combine(Folder, file),
            (locale, now, turn, hasCards) => Company.Context(scope, locale, now, turn, hasCards),
            new Answers(Company.Actor(scope)).To);
    }
}
