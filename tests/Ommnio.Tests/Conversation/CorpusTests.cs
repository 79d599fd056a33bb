using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>What it takes to register somebody, measured over requests as people write them (Corpus.md).</summary>
public sealed class CorpusTests
{
    [Theory]
    [InlineData("Corpus.md", 60)]
    [InlineData("Fresh.md", 20)]
    [InlineData("Third.md", 40)]
    [InlineData("Fourth.md", 30)]
    [InlineData("Fifth.md", 30)]
    [InlineData("Sixth.md", 40)]
    [InlineData("Seventh.md", 30)]
    [InlineData("Eighth.md", 20)]
    [InlineData("Ninth.md", 40)]
    [InlineData("Tenth.md", 40)]
    public void Requests_are_understood_in_few_turns_and_nothing_is_silently_wrong(string file, int count)
    {
        var requests = Read(File.ReadAllText(Repository.PathOf("tests", "Ommnio.Tests", "Conversation", file)));
        var played = requests.Select(request => new Played(request)).ToList();
        var rows = played.GroupBy(one => (one.Request.Language, one.Request.IsGuided)).OrderBy(group => group.Key.IsGuided).ThenBy(group => group.Key.Language)
            .Select(group => Row($"{group.Key.Language}, {(group.Key.IsGuided ? "step by step" : "one sentence")}", [.. group])).Append(Row("all", played)).ToList();
        foreach (var line in (string[])["| requests | how many | median turns | most turns | fields said | understood | asked back | silently wrong |", "|---|---|---|---|---|---|---|---|", .. rows])
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }

        foreach (var fault in played.SelectMany(one => one.Faults))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(fault);
        }

        requests.GroupBy(request => request.Language).ShouldAllBe(group => group.Count() == count / 2);
        played.ShouldAllBe(one => one.IsRegistered);
        played.Sum(one => one.Wrong).ShouldBe(0);
        (played.Sum(one => one.Understood) / (double)played.Sum(one => one.Request.Fields.Count)).ShouldBeGreaterThanOrEqualTo(0.97);
        Median(played.Where(one => !one.Request.IsGuided)).ShouldBeLessThanOrEqualTo(2);
        Median(played.Where(one => one.Request.IsGuided)).ShouldBeLessThanOrEqualTo(6);
    }

    private static string Row(string name, IReadOnlyList<Played> played)
    {
        var said = played.Sum(one => one.Request.Fields.Count);
        return FormattableString.Invariant($"| {name} | {played.Count} | {Median(played)} | {played.Max(one => one.Turns)} | {said} | {played.Sum(one => one.Understood) * 100.0 / said:0.0} % | {played.Sum(one => one.AskedBack)} | {played.Sum(one => one.Wrong)} |");
    }

    private static int Median(IEnumerable<Played> played) => played.Select(one => one.Turns).Order().ToList() is var turns ? turns[turns.Count / 2] : 0;

    private static List<Request> Read(string file)
    {
        List<Request> requests = [];
        var isGuided = false;
        foreach (var block in file.ReplaceLineEndings("\n").Split("\n\n").Select(block => block.Trim()))
        {
            if (block.StartsWith("## ", StringComparison.Ordinal))
            {
                isGuided = block.Contains("Step by step", StringComparison.Ordinal);
            }
            else if (block.StartsWith("en\n", StringComparison.Ordinal) || block.StartsWith("es\n", StringComparison.Ordinal))
            {
                var lines = block.Split('\n');
                var said = string.Join('\n', lines[1..^1]).Split("> ", StringSplitOptions.RemoveEmptyEntries).Select(message => message.Trim().Replace("\n+ ", "\n", StringComparison.Ordinal)).ToList();
                var fields = lines[^1].Split(" · ").Select(pair => pair.Split(": ", 2)).ToDictionary(pair => FieldTable.All.Single(spec => spec.Name(Language.English) == pair[0]).Field, pair => pair[1]);
                requests.Add(new(lines[0] == "es" ? Language.Spanish : Language.English, isGuided, said, fields));
            }
        }

        return requests;
    }

    private sealed record Request(Language Language, bool IsGuided, IReadOnlyList<string> Said, IReadOnlyDictionary<Field, string> Fields);

    /// <summary>One request, played to its end: what the bot asks back is answered with what was meant.</summary>
    private sealed class Played
    {
        private const int MostTurns = 14;
        private readonly HashSet<Field> saidAgain = [];
        private readonly Chat chat;
        private Draft? registered;

        internal Played(Request request)
        {
            Request = request;
            chat = new(request.Language);
            chat.Answer = effect =>
            {
                registered = effect is Effect.Register ? chat.Draft : registered;
                return Fixture.Answer(effect);
            };
            foreach (var said in request.Said)
            {
                Say(said);
            }

            while (chat.Draft.Stage != Stage.Created && Turns < MostTurns)
            {
                Say(Answer(chat.Draft));
            }

            IsRegistered = registered is not null;
            Compare();
        }

        internal Request Request { get; }

        internal int Turns { get; private set; }

        internal int AskedBack { get; private set; }

        internal int Understood { get; private set; }

        internal int Wrong { get; private set; }

        internal bool IsRegistered { get; }

        internal List<string> Faults { get; } = [];

        private void Say(string text)
        {
            Turns++;
            chat.Hear(text);
        }

        private string Answer(Draft draft)
        {
            AskedBack += draft.Pending is null && (draft.Asking is null || draft.Stage == Stage.Menu) ? 0 : 1;
            return draft switch
            {
                { Pending: { Kind: PendingKind.Which or PendingKind.NewLabel } which } => Chosen(which),
                { Pending.Kind: PendingKind.CommandOrValue } => chat.Message!.Choices[1].Value,
                { Pending: not null } => "yes",
                { Stage: Stage.Menu } => "review",
                { Asking: { } asked } => Again(asked),
                _ => "yes",
            };
        }

        private string Chosen(Pending which)
        {
            var meant = Request.Fields.GetValueOrDefault(which.Field, "");
            var shown = chat.Message!.Choices.Select(choice => choice.Value).ToList();
            return meant.Length == 0 ? "skip" : shown.FirstOrDefault(choice => choice == meant)
                ?? shown.Where((_, index) => which.Choices[index].Value == meant).FirstOrDefault() ?? shown.FirstOrDefault(choice => choice.Contains(meant, StringComparison.OrdinalIgnoreCase)) ?? "skip";
        }

        private string Again(Field asked)
        {
            if (!Request.Fields.TryGetValue(asked, out var meant))
            {
                return "skip";
            }

            saidAgain.Add(asked);
            return meant;
        }

        private void Compare()
        {
            var context = Fixture.Context(Request.Language, Fixture.Start, 1);
            foreach (var spec in FieldTable.All)
            {
                var meant = Request.Fields.GetValueOrDefault(spec.Field, "");
                var got = registered is not null && FieldTable.IsSet(registered.Values, spec.Field) ? Showing.Editable(spec.Field, registered, context, Request.Language) : "";
                var (isRight, isAgain) = (meant == got, saidAgain.Contains(spec.Field));
                Understood += isRight && !isAgain && meant.Length > 0 ? 1 : 0;
                Wrong += !isRight && got.Length > 0 ? 1 : 0;
                if (!isRight || isAgain)
                {
                    Faults.Add($"“{Request.Said[0]}”: {spec.Field} is “{got}”, meant “{meant}”{(isAgain ? ", said again" : "")}");
                }
            }
        }
    }
}
