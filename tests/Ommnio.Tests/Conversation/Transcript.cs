using System.Text;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;
using Shouldly;

namespace Ommnio.Tests.Conversation;

/// <summary>Plays a written conversation: the administrator's side as it stands there, the bot's as it answers.</summary>
internal static class Transcript
{
    private const string Said = "**Administrator:** ";

    internal static void ShouldBeSpoken(string path, Knowing knowing, Func<Effect, Input> answer, Action<string, string>? registers = null)
    {
        var written = File.ReadAllText(path).ReplaceLineEndings("\n");
        var heading = written.Split("\n\n")[0].TrimEnd('\n');
        var locale = path.Contains(".es.", StringComparison.Ordinal) ? Language.Spanish : Language.English;
        var spoken = Play(written, heading, new Scene(locale, !heading.Contains("(text channel)", StringComparison.Ordinal), knowing, answer, registers));
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
        {
            File.WriteAllText(path, spoken);
        }

        spoken.ShouldBe(written);
    }

    private static string Play(string written, string heading, Scene stage)
    {
        var spoken = new StringBuilder(heading);
        foreach (var block in written.Split("\n\n").Skip(1).Select(block => block.TrimEnd('\n')))
        {
            if (block.StartsWith(Said, StringComparison.Ordinal))
            {
                spoken.Append("\n\n").Append(block).Append(stage.Hear(block[Said.Length..].Replace("\\\n", "\n", StringComparison.Ordinal)));
            }
            else if (block.StartsWith('_'))
            {
                spoken.Append("\n\n").Append(block).Append(stage.Happen(block.Trim('_')));
            }
        }

        return spoken.Append('\n').ToString();
    }
}
