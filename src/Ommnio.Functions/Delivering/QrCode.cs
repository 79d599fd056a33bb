using QRCoder;

namespace Ommnio.Functions.Delivering;

/// <summary>A link as a QR code. Quartile correction: a printed sheet gets creased and stained.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 8;

    internal static byte[] Png(string link)
    {
        using var data = Encode(link);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    internal static string Svg(string link)
    {
        using var data = Encode(link);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private static QRCodeData Encode(string link)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(link, QRCodeGenerator.ECCLevel.Q);
    }
}
