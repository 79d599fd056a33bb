using CsCheck;
using Ommnio.Storage.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Tables;

public sealed class KeyTextTests
{
    [Fact]
    public void Any_text_comes_back_from_its_escaped_form() => Hard.Text.Sample(text => KeyText.Unescape(KeyText.Escape(text)) == text);

    [Fact]
    public void The_hard_values_come_back_too() => Hard.Values.ShouldAllBe(text => KeyText.Unescape(KeyText.Escape(text)) == text);

    [Fact]
    public void No_escaped_text_breaks_Azures_rules_for_keys() => Hard.Text.Sample(text => KeyText.Escape(text).All(IsAllowed));

    [Fact]
    public void Bounded_text_is_bounded_and_keeps_the_rules() => Long.Sample(text => KeyText.Bounded(text) is { Length: <= 400 } bounded && bounded.All(IsAllowed));

    [Fact]
    public void Different_texts_never_share_a_bounded_form() =>
        Gen.Select(Long, Long).Sample((one, other) => one == other || KeyText.Bounded(one) != KeyText.Bounded(other));

    [Fact]
    public void Long_texts_that_differ_only_at_the_end_never_share_a_bounded_form()
    {
        var start = new string('x', 1_000);

        KeyText.Bounded($"{start}a").ShouldNotBe(KeyText.Bounded($"{start}b"));
        KeyText.Bounded($"{start}\ud83d").ShouldNotBe(KeyText.Bounded($"{start}\ud83e"));
    }

    [Fact]
    public void A_short_text_made_to_look_like_a_shortened_one_is_another()
    {
        // Somebody tries long texts until the end of one's hash could also be an escaped character.
        var (shortened, lookalike) = Enumerable.Range(0, 200_000)
            .Select(i => KeyText.Bounded($"{new string('x', 1_000)}{i}"))
            .Select(bounded => (bounded, $"{bounded[..360]}~{bounded[^32..]}"))
            .First(pair => KeyText.Escape(KeyText.Unescape(pair.Item2)) == pair.Item2);

        KeyText.Bounded(KeyText.Unescape(lookalike)).ShouldNotBe(shortened);
    }

    [Fact]
    public void What_begins_with_a_text_begins_with_its_prefix_however_long() => Gen.Select(Long, Hard.Text).Sample((start, rest) =>
        KeyText.Bounded(start + rest).StartsWith(KeyText.Prefix(start), StringComparison.Ordinal));

    [Fact]
    public void Plain_text_keeps_its_order()
    {
        var plain = Gen.Char['a', 'z'].Array[0, 20].Select(units => new string(units));

        Gen.Select(plain, plain).Sample((one, other) =>
            Math.Sign(string.CompareOrdinal(KeyText.Bounded(one), KeyText.Bounded(other))) == Math.Sign(string.CompareOrdinal(one, other)));
    }

    private static Gen<string> Long => Gen.Select(Hard.Text, Gen.Int[1, 40]).Select((text, times) => string.Concat(Enumerable.Repeat(text, times)));

    // Written out once more, from Azure's documentation, so that the test does not repeat the code's own idea of it.
    private static bool IsAllowed(char unit) => !"/\\#?".Contains(unit, StringComparison.Ordinal) && unit is not (<= '\u001f' or (>= '\u007f' and <= '\u009f')) && !char.IsSurrogate(unit);
}
