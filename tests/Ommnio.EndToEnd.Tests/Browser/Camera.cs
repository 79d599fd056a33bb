using Microsoft.Playwright;
using ZXing;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>Reads a QR code as a phone's camera does: from what is seen on the screen.</summary>
internal static class Camera
{
    // The browser knows how to unpack a picture.
    private const string Grey = """
        async picture => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
            const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
            paper.drawImage(image, 0, 0);
            const colours = paper.getImageData(0, 0, image.width, image.height).data;
            let grey = "";
            for (let at = 0; at < colours.length; at += 4) { grey += String.fromCharCode(colours[at]); }
            return { width: image.width, height: image.height, grey: btoa(grey) };
        }
        """;

    /// <summary>What the code in the picture says; null where there is none to be read.</summary>
    public static async Task<string?> ReadAsync(IBrowserContext browser, byte[] png)
    {
        var desk = await browser.NewPageAsync();
        var seen = (await desk.EvaluateAsync(Grey, Convert.ToBase64String(png)))!.Value;
        await desk.CloseAsync();
        var reader = new BarcodeReaderGeneric { Options = { PossibleFormats = [BarcodeFormat.QR_CODE], TryHarder = true } };
        return reader.Decode(new RGBLuminanceSource(seen.GetProperty("grey").GetBytesFromBase64(), seen.GetProperty("width").GetInt32(), seen.GetProperty("height").GetInt32(), RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }
}
