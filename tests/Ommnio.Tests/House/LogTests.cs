using System.Text.RegularExpressions;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.House;

/// <summary>Logs are source-generated and name ids, counts and codes, never what somebody told us.</summary>
public sealed partial class LogTests
{
    // Whatever is new here is read once by somebody who asks: can it be a person's?
    private static readonly string[] Nameable =
    [
        "Administrator", "Answers", "Channel", "Conversation", "Drafts", "Function", "History", "Invitation", "Invitations", "Job", "Jobs", "Key", "Lines", "Messages",
        "Outcome", "Page", "ProcessId", "Queue", "Reason", "Reference", "Seconds", "Sent", "Status", "Timeout", "TraceId",
    ];

    [Fact]
    public void Every_log_is_source_generated()
    {
        var written = Sources().Where(file => ByHand.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file));

        // It passes on what the worker has logged.
        written.ShouldBe(["WorkerChannel.cs"]);
    }

    [Fact]
    public void A_log_names_only_what_is_on_the_list()
    {
        var named = Sources().SelectMany(file => Message.Matches(File.ReadAllText(file))).SelectMany(message => Placeholder.Matches(message.Groups[1].Value)).Select(name => name.Groups[1].Value).Distinct();

        named.Order().ShouldBe(Nameable.Order());
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex ByHand { get; }

    [GeneratedRegex("""LoggerMessage\([^"]*(?:EventName = "[^"]*"[^"]*)?"([^"]*)""")]
    private static partial Regex Message { get; }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder { get; }
}
