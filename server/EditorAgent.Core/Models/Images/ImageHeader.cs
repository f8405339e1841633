using System.Buffers.Binary;

namespace EditorAgent.Core.Models.Images;

/// <summary>What the first bytes of an encoded image say of it; nothing is unpacked.</summary>
/// <param name="Kind">By its own bytes, whatever it was called.</param>
/// <param name="Width">In pixels, at least 1.</param>
/// <param name="Height">In pixels, at least 1.</param>
public sealed record ImageHeader(ImageKind Kind, int Width, int Height)
{
    public long Pixels => (long)this.Width * this.Height;

    public string MimeType => this.Kind switch
    {
        ImageKind.Png => "image/png",
        ImageKind.Jpeg => "image/jpeg",
        ImageKind.Gif => "image/gif",
        _ => "image/webp",
    };

    /// <returns>Null when it is no image of a known kind, or breaks off before its size.</returns>
    public static ImageHeader? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png(bytes),
        [0xFF, 0xD8, 0xFF, ..] => Jpeg(bytes),
        [0x47, 0x49, 0x46, 0x38, 0x37 or 0x39, 0x61, ..] when bytes.Length >= 10 =>
            Of(ImageKind.Gif, BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])),
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => WebP(bytes[12..]),
        _ => null,
    };

    private static ImageHeader? Of(ImageKind kind, long width, long height) =>
        width is >= 1 and <= int.MaxValue && height is >= 1 and <= int.MaxValue ? new ImageHeader(kind, (int)width, (int)height) : null;

    private static ImageHeader? Png(ReadOnlySpan<byte> bytes) => bytes.Length >= 24 && bytes[12..16].SequenceEqual("IHDR"u8)
        ? Of(ImageKind.Png, BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]))
        : null;

    /// <summary>Goes from marker to marker up to the frame's header.</summary>
    private static ImageHeader? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Of(ImageKind.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
        }

        return null;
    }

    /// <param name="chunk">The first one, with its name.</param>
    private static ImageHeader? WebP(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 18)
        {
            return null;
        }

        var data = chunk[8..];
        return chunk switch
        {
            [(byte)'V', (byte)'P', (byte)'8', (byte)'X', ..] => Of(ImageKind.WebP, 1L + (data[4] | (data[5] << 8) | (data[6] << 16)), 1L + (data[7] | (data[8] << 8) | (data[9] << 16))),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'L', ..] when data[0] == 0x2F => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(data[1..])),
            [(byte)'V', (byte)'P', (byte)'8', (byte)' ', ..] => Of(ImageKind.WebP, BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF),
            _ => null,
        };
    }

    private static ImageHeader? Lossless(uint sizes) => Of(ImageKind.WebP, 1 + (sizes & 0x3FFF), 1 + ((sizes >> 14) & 0x3FFF));
}
