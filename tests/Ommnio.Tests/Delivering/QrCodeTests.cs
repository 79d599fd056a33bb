using System.Buffers.Binary;
using System.IO.Compression;
using Ommnio.Functions.Delivering;
using Shouldly;
using Xunit;
using ZXing;

namespace Ommnio.Tests.Delivering;

public sealed class QrCodeTests
{
    private const string Link = "https://people.example/i/abcdefghijklmnopqrstuvwxyz234567";

    [Fact]
    public void A_camera_reads_the_link_from_the_picture()
    {
        var (width, height, grey) = Decode(QrCode.Png(Link));
        var reader = new BarcodeReaderGeneric { Options = { PossibleFormats = [BarcodeFormat.QR_CODE] } };

        reader.Decode(new RGBLuminanceSource(grey, width, height, RGBLuminanceSource.BitmapFormat.Gray8)).ShouldNotBeNull().Text.ShouldBe(Link);
    }

    [Fact]
    public void The_drawing_scales_and_fetches_nothing()
    {
        var svg = QrCode.Svg(Link);

        svg.ShouldStartWith("<svg");
        svg.ShouldContain("viewBox=");
        svg.ShouldNotContain("href");
        svg.ShouldNotContain("<script");
    }

    /// <summary>Pictures of one bit a pixel, without filters, as QR codes are written.</summary>
    private static (int Width, int Height, byte[] Grey) Decode(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        (png[24], png[25]).ShouldBe(((byte)1, (byte)0), "one bit of grey");
        using var packed = new MemoryStream();
        for (var at = 8; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))
        {
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(png, at + 8, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)));
            }
        }

        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var (grey, line) = (new byte[width * height], new byte[1 + ((width + 7) / 8)]);
        for (var y = 0; y < height; y++)
        {
            unpacked.ReadExactly(line);
            line[0].ShouldBe((byte)0, "no filter");
            for (var x = 0; x < width; x++)
            {
                grey[(y * width) + x] = (line[1 + (x / 8)] & (128 >> (x % 8))) == 0 ? (byte)0 : (byte)255;
            }
        }

        return (width, height, grey);
    }
}
