using System.Buffers.Binary;

namespace Ommnio.Tests;

/// <summary>The beginnings of images, which is all that we read of them.</summary>
internal static class Images
{
    /// <summary>A PNG's signature and header, and zeros up to <paramref name="length"/>.</summary>
    public static byte[] Png(int width, int height, int length = 33)
    {
        var bytes = new byte[length];
        byte[] beginning = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0, 0, 0, 13, .. "IHDR"u8];
        beginning.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    /// <summary>A JPG up to its frame header, and its end; <paramref name="before"/> stands between beginning and frame.</summary>
    public static byte[] Jpeg(int width, int height, byte[]? before = null, byte frame = 0xC0) =>
    [
        0xFF, 0xD8, .. before ?? [], 0xFF, frame, 0, 8, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 0, 0xFF, 0xD9,
    ];
}
