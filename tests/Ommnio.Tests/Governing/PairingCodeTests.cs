using CsCheck;
using Ommnio.Core.Governing;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>What a pairing code looks like, and how it is found in what somebody types.</summary>
public sealed class PairingCodeTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly string[] Around = ["{0}", "my code is {0}.", "Mi código es: {0}", "«{0}»", "hola\n{0}\ngracias", "({0})"];

    private static Gen<PairingCode> Codes => Gen.Guid.Select(id => PairingCode.Derive(Key, id));

    [Fact]
    public void It_is_two_halves_of_what_nobody_takes_for_something_else() =>
        Codes.Sample(code => code.Reveal().ShouldMatch("^[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}$"));

    [Fact]
    public void However_it_is_written_it_is_found() => Gen.Select(Codes, Gen.Int[0, Around.Length - 1].Select(index => Around[index])).Sample((code, said) =>
    {
        foreach (var written in (string[])[code.Reveal(), code.Text, code.Reveal().ToLowerInvariant(), code.Reveal().Replace('-', ' '), code.Reveal().Replace('-', '–')])
        {
            PairingCode.Find(said.Replace("{0}", written, StringComparison.Ordinal)).ShouldBe(code);
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("register Ana Pérez, Cashier, Sales")]
    [InlineData("alta de Lucía Núñez como cajera en ventas")]
    [InlineData("buenos días, soy administradora")]
    [InlineData("+34 612 345 678")]
    [InlineData("7KMPT-4WXHDX")]
    [InlineData("X7KMPT-4WXHD")]
    [InlineData("é7KMPT-4WXHD")]
    [InlineData("7KMPT4WXH")]
    [InlineData("7KMPT-4WXH0")]
    [InlineData("7KMPT_4WXHD")]
    public void What_is_none_is_not_taken_for_one(string said) => PairingCode.Find(said).ShouldBeNull();

    [Fact]
    public void Nobody_makes_one_of_an_id_without_the_key() =>
        Gen.Guid.Sample(id => PairingCode.Derive(Key, id) != PairingCode.Derive(new byte[32], id) && PairingCode.Derive(Key, id) == PairingCode.Derive(Key, id));

    [Fact]
    public void Every_character_comes_as_often_as_any_other()
    {
        var seen = Enumerable.Range(0, 3_000).SelectMany(i => PairingCode.Derive(Key, new Guid(i, 0, 0, new byte[8])).Text).CountBy(character => character).ToList();

        seen.Count.ShouldBe(30);
        seen.ShouldAllBe(pair => pair.Value > 850 && pair.Value < 1_150);
    }

    [Fact]
    public void It_is_in_no_log_by_mistake() => $"{PairingCode.Derive(Key, Guid.Empty)}".ShouldBe("(pairing code)");
}
