using CsCheck;

namespace Ommnio.Storage.Tests.Tables;

/// <summary>Text as it should never come, and does.</summary>
internal static class Hard
{
    /// <summary>Any UTF-16, halves of characters included, with what is hard for keys more often than by chance.</summary>
    public static readonly Gen<string> Text = Of(Gen.OneOf(OneOf([.. "/\\#?%:~' \t\r\n\0\u0001\u007f\u0085\u009f&+\"<>éñßﷺ\ud7fb\ud7ff\ud83d\ude42\udfff\ue000\uffef\ufff0\ufffd\ufffe\uffff"]), Gen.Char, Gen.Char['a', 'e']));

    /// <summary>Text that people could send: whole characters, no control characters.</summary>
    public static readonly Gen<string> Name = Of(Gen.OneOf(OneOf([.. "/\\#?%:~' -.&+\"éÉñßﷺŁ漢"]), Gen.Char['a', 'e'], Gen.Char['A', 'E'], Gen.Char['0', '3']));

    public static readonly string[] Values = ["", " ", "a", "A/b\\c#d?e", "100% ~0041", "O'Brien", "a:b", "🙂", "\ud83d", "ÁÉ ñ", new('x', 400), new('x', 401), new('/', 80), new('/', 81), new('ﷺ', 1_000)];

    private static Gen<char> OneOf(char[] units) => Gen.Int[0, units.Length - 1].Select(index => units[index]);

    private static Gen<string> Of(Gen<char> unit) => unit.Array[0, 40].Select(units => new string(units));
}
