using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>Understanding is quick whatever is said: no pattern tries again and again, and twice the text is about twice the work.</summary>
public sealed class SpeedTests
{
    private const int Rounds = 15;
    private const int Tries = 8;

    public static TheoryData<string> Hostile => ["a ", "register a as b in c, ", "Mon-Fri 9-17, ", "name: ", "no, ", "y ", "٣", "((((", "9-", "de la ", "\u0301", "👩🏽‍🚀", "\n", "a\t", "“", "@", "code "];

    [Fact]
    public void No_pattern_of_the_bot_can_try_again_and_again()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("src", "Ommnio.Bot"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        var fields = typeof(Reducer).Assembly.GetTypes().SelectMany(type => type.GetProperties(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
            .Where(property => property.PropertyType == typeof(Regex)).Select(property => (property.Name, Pattern: (Regex)property.GetValue(null)!)).ToList();

        fields.Where(field => !field.Pattern.Options.HasFlag(RegexOptions.NonBacktracking)).Select(field => field.Name).ShouldBeEmpty();
        string.Concat(sources.Select(File.ReadAllText)).ShouldNotContain("new Regex(");
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hundred_thousand_hostile_characters_are_answered_at_once(string piece)
    {
        // The longest that is read at all, and half of it; what is longer is told so unread. Other work on the machine only adds
        // time, and never long to all tries.
        Enumerable.Range(0, Tries).Any(_ => IsQuick(Best(Repeated(piece, 31_000)), Best(Repeated(piece, 62_000)), Best(Repeated(piece, 100_000)))).ShouldBeTrue();
    }

    private static bool IsQuick(TimeSpan half, TimeSpan whole, TimeSpan beyond)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"31,000: {half.TotalMilliseconds:0.00} ms, 62,000: {whole.TotalMilliseconds:0.00} ms, 100,000: {beyond.TotalMilliseconds:0.00} ms"));

        // Twice the text, about twice the time.
        var limit = TimeSpan.FromMilliseconds(50);
        return beyond < limit && whole < limit && (whole < TimeSpan.FromMilliseconds(15) || whole.TotalMilliseconds < half.TotalMilliseconds * 3.5);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_just_short_enough_to_be_read_is_read_quickly_too(string piece)
    {
        foreach (var length in (int[])[599, 3_999])
        {
            Enumerable.Range(0, Tries).Any(_ => IsQuick(length, Best(Repeated(piece, length)))).ShouldBeTrue($"{length}");
        }
    }

    private static bool IsQuick(int length, TimeSpan best)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{length}: {best.TotalMilliseconds:0.00} ms"));
        return best < TimeSpan.FromMilliseconds(50);
    }

    [Fact]
    public void One_message_is_understood_in_a_fraction_of_a_millisecond()
    {
        string[] said =
        [
            "register Ana Pérez, Cashier, Sales",
            "I need an account for Tom Brown - he's a shift manager in store ops, code B-22, phone 612 345 678",
            "Hola, ¿puedes dar de alta a Ana María Pérez, cajera, ventas, de lunes a viernes, de 9:00 a 14:00 y de 16:00 a 19:00?",
        ];
        foreach (var text in said)
        {
            Enumerable.Range(0, Tries).Any(_ => IsQuick(text, Best(text, repeats: 20) / 20)).ShouldBeTrue(text);
        }
    }

    private static bool IsQuick(string text, TimeSpan best)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{best.TotalMicroseconds:0} µs: {text}"));
        return best < TimeSpan.FromMilliseconds(2);
    }

    private static string Repeated(string piece, int length)
    {
        var text = new StringBuilder(length + piece.Length);
        while (text.Length < length)
        {
            text.Append(piece);
        }

        return text.ToString(0, length);
    }

    // The best of several: what else the machine does meanwhile only makes it slower.
    private static TimeSpan Best(string text, int repeats = 1)
    {
        var context = Fixture.Context(Language.Spanish, Fixture.Start, 1);
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
            {
                Reducer.Reduce(new(), new Input.Text(text), context);
            }

            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }

        return best;
    }
}
