using CsCheck;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

public sealed class PictureTests
{
    private static readonly Gen<byte[]> Rest = Gen.Byte.Array[0, 200];
    private static readonly Gen<int> Side = Gen.Int[1, 65_535];

    /// <summary>Bytes that begin like images and go on like anything: the ones that a reader may stumble over.</summary>
    private static readonly Gen<byte[]> Hostile = Gen.OneOf(
        Rest,
        Rest.Select(rest => (byte[])[0xFF, 0xD8, .. rest]),
        Rest.Select(rest => (byte[])[0xFF, 0xD8, 0xFF, .. rest]),
        Gen.OneOf(Gen.Const((byte)0xFF), Gen.Byte[0xC0, 0xFE], Gen.Const((byte)0)).Array[0, 60].Select(rest => (byte[])[0xFF, 0xD8, 0xFF, .. rest]),
        Rest.Select(rest => (byte[])[.. Images.Png(1, 1)[..16], .. rest]));

    [Fact]
    public void A_PNG_says_its_own_size() => Gen.Select(Gen.Int[1, int.MaxValue], Gen.Int[1, int.MaxValue], Rest).Sample((width, height, rest) =>
        Read([.. Images.Png(width, height), .. rest]) is { } read && (read.Kind, read.Width, read.Height) == (PictureKind.Png, width, height));

    [Fact]
    public void A_JPG_says_its_own_size_whatever_stands_before_it() => Gen.Select(Side, Side, Rest, Gen.Int[0, 3]).Sample((width, height, note, fill) =>
    {
        byte[] before = [0xFF, 0xE1, 0, (byte)(note.Length + 2), .. note, .. Enumerable.Repeat((byte)0xFF, fill)];
        return Read(Images.Jpeg(width, height, before)) is { } read && (read.Kind, read.Width, read.Height) == (PictureKind.Jpeg, width, height);
    });

    [Theory]
    [InlineData(0xC0, true)]
    [InlineData(0xC1, true)]
    [InlineData(0xC2, true)]
    [InlineData(0xC3, true)]
    [InlineData(0xC4, false)]
    [InlineData(0xC5, true)]
    [InlineData(0xC8, false)]
    [InlineData(0xCC, false)]
    [InlineData(0xCF, true)]
    [InlineData(0xDA, false)]
    [InlineData(0xD9, false)]
    [InlineData(0x01, false)]
    public void A_JPG_has_a_size_only_where_a_frame_begins(byte marker, bool has) => (Read(Images.Jpeg(2, 3, [], marker)) is not null).ShouldBe(has);

    [Theory]
    [InlineData(100, 100, 204_800, "")]
    [InlineData(100, 100, 204_801, "picture.large: 201 KB")]
    [InlineData(100, 100, 205_824, "picture.large: 201 KB")]
    [InlineData(100, 100, 205_825, "picture.large: 202 KB")]
    [InlineData(640, 480, 1, "picture.not_square: 640 × 480")]
    [InlineData(640, 480, 1_048_576, "picture.not_square: 640 × 480; picture.large: 1024 KB")]
    public void What_may_not_look_well_is_taken_with_a_warning_at_its_field(int width, int height, int bytes, string warned)
    {
        var warnings = new Picture(PictureKind.Png, width, height, bytes, "").Warnings;

        string.Join("; ", warnings.Select(warning => $"{warning.Code}: {warning.Args.Single()}")).ShouldBe(warned);
        warnings.ShouldAllBe(warning => warning.Field == "picture");
    }

    [Fact]
    public void A_picture_without_width_or_height_is_no_picture()
    {
        foreach (var (width, height) in ((int, int)[])[(0, 1), (1, 0), (-1, 1), (1, int.MinValue)])
        {
            Problem(Images.Png(width, height)).ShouldBe("picture.not_an_image");
        }

        Problem(Images.Jpeg(0, 1)).ShouldBe("picture.not_an_image");
        Problem(Images.Jpeg(1, 0)).ShouldBe("picture.not_an_image");
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("{\"firstName\":\"Ana\"}")]
    public void What_is_neither_JPG_nor_PNG_is_refused(string text) => Problem(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe("picture.not_an_image");

    [Fact]
    public void No_bytes_make_it_throw() => Hostile.Sample(bytes => Read(bytes) is not { } read || (read.Width > 0 && read.Height > 0), iter: 20_000);

    [Fact]
    public void What_ends_before_it_says_its_size_is_refused()
    {
        var (png, jpeg) = (Images.Png(640, 480), Images.Jpeg(640, 480));

        Enumerable.Range(0, png.Length).Where(length => Read(png[..length]) is not null).ShouldBeEmpty();
        Enumerable.Range(0, jpeg.Length - 2).Where(length => Read(jpeg[..length]) is not null).ShouldBeEmpty();
    }

    [Fact]
    public void What_ends_where_it_has_said_its_size_is_taken()
    {
        Read(Images.Png(640, 480))!.Width.ShouldBe(640);
        Read(Images.Jpeg(640, 480)[..^2])!.Width.ShouldBe(640);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_frame_too_short_for_its_size_is_refused(byte length)
    {
        byte[] beginning = [0xFF, 0xD8, 0xFF, 0xC0, 0, length];

        Enumerable.Range(0, 20).Where(rest => Read([.. beginning, .. Enumerable.Repeat((byte)1, rest)]) is not null).ShouldBeEmpty();
    }

    [Fact]
    public void A_megabyte_of_fill_bytes_is_read_once_and_refused() => Problem([0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, Picture.MostBytes - 2)]).ShouldBe("picture.not_an_image");

    [Fact]
    public void A_mebibyte_is_taken_and_a_byte_more_is_not()
    {
        Read(Images.Png(1, 1, Picture.MostBytes))!.Bytes.ShouldBe(1_048_576);
        Problem(Images.Png(1, 1, Picture.MostBytes + 1)).ShouldBe("picture.too_large");
    }

    [Fact]
    public void The_same_bytes_are_the_same_picture_and_others_are_another() => Gen.Select(Rest, Rest).Sample((one, other) =>
        (Read([.. Images.Png(5, 5), .. one]) == Read([.. Images.Png(5, 5), .. other])) == one.SequenceEqual(other));

    [Theory]
    [InlineData(300, 300, 204_800, "")]
    [InlineData(300, 301, 204_800, "picture.not_square")]
    [InlineData(300, 300, 204_801, "picture.large")]
    [InlineData(301, 300, 900_000, "picture.not_square picture.large")]
    public void What_may_not_look_well_is_warned_of(int width, int height, int bytes, string codes) =>
        string.Join(' ', Read(Images.Png(width, height, bytes))!.Warnings.Select(warning => warning.Code)).ShouldBe(codes);

    private static Picture? Read(byte[] bytes) => PictureFile.Read(bytes).Value?.Picture;

    private static string? Problem(byte[] bytes) => PictureFile.Read(bytes).Problem?.Code;
}
