using System.Security.Cryptography;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

public enum PictureKind
{
    Jpeg,
    Png,
}

/// <summary>What is known of a user's picture without its bytes (domain section 2). Width and height are as stored, before any turn that the file asks for.</summary>
/// <param name="Hash">SHA-256 of the bytes in hex: the same bytes are the same picture.</param>
public sealed record Picture(PictureKind Kind, int Width, int Height, int Bytes, string Hash)
{
    public const int MostBytes = 1_048_576;
    private const int ManyBytes = 200 * 1_024;

    public static readonly Problem TooLarge = new("picture.too_large", "picture");

    /// <summary>Why it may not look well, though it is taken.</summary>
    public IReadOnlyList<Problem> Warnings =>
    [
        .. Width == Height ? [] : (ReadOnlySpan<Problem>)[new("picture.not_square", "picture", $"{Width} × {Height}")],
        .. Bytes <= ManyBytes ? [] : (ReadOnlySpan<Problem>)[new("picture.large", "picture", $"{(Bytes + 1_023) / 1_024} KB")],
    ];
}

/// <summary>A picture with its bytes.</summary>
public sealed record PictureFile
{
    private PictureFile(Picture picture, ReadOnlyMemory<byte> bytes) => (Picture, Bytes) = (picture, bytes);

    public Picture Picture { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Believes the bytes alone, whatever the sender says that they are. Any bytes may come: none makes it throw.</summary>
    public static Parsed<PictureFile> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Picture.MostBytes)
        {
            return Picture.TooLarge;
        }

        return ImageHeader.Read(bytes.Span) is { } header
            ? new PictureFile(new(header.Kind, header.Width, header.Height, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.Span))), bytes)
            : new Problem("picture.not_an_image", "picture");
    }
}
