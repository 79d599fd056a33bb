using System.Buffers.Binary;

namespace Ommnio.Core.Users;

/// <summary>Kind and size of an image, read from its first bytes and nothing more: no image is decoded here.</summary>
internal readonly record struct ImageHeader(PictureKind Kind, int Width, int Height)
{
    private const byte Mark = 0xFF;

    /// <summary>Null for what is neither JPG nor PNG, or ends before it says its size.</summary>
    internal static ImageHeader? Read(ReadOnlySpan<byte> bytes) => Png(bytes) ?? Jpeg(bytes);

    // PNG specification, 5.2 and 11.2.1: the signature, then IHDR: 13 bytes that begin with width and height, and its checksum.
    private static ImageHeader? Png(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> beginning = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0, 0, 0, 13, .. "IHDR"u8];
        return bytes.Length >= beginning.Length + 17 && bytes.StartsWith(beginning)
            ? Of(PictureKind.Png, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;
    }

    // ITU-T T.81, annex B: segments, of which the one that begins a frame says height and width, and comes before any scan.
    private static ImageHeader? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith<byte>([Mark, 0xD8, Mark]))
        {
            return null;
        }

        for (var rest = bytes[2..]; rest.Length > 1 && rest[0] == Mark;)
        {
            var marker = rest[1];
            if (marker == Mark)
            {
                // Any number of these may stand before a marker.
                rest = rest[1..];
                continue;
            }

            if (EndsHeaders(marker) || rest.Length < 4)
            {
                return null;
            }

            var segment = rest[4..];
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) - 2;
            if (length < 0 || length > segment.Length)
            {
                return null;
            }

            if (BeginsFrame(marker))
            {
                return length < 6 ? null : Of(PictureKind.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]));
            }

            rest = segment[length..];
        }

        return null;
    }

    // A scan, the end, a second beginning or a restart: what stands behind it is not a header any more.
    private static bool EndsHeaders(byte marker) => marker is < 0xC0 or (>= 0xD0 and <= 0xDA);

    private static bool BeginsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageHeader? Of(PictureKind kind, int width, int height) => width > 0 && height > 0 ? new(kind, width, height) : null;
}
