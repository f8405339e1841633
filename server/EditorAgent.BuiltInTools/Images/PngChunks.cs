using System.Buffers.Binary;

namespace EditorAgent.BuiltInTools.Images;

/// <summary>The parts of a PNG that its pixels are made of.</summary>
/// <param name="Palette">Red, green and blue of each entry; empty where there is none.</param>
/// <param name="Transparency">Alpha of the palette's entries, or the one colour that is not seen.</param>
/// <param name="Packed">The pixels, as one compressed stream.</param>
internal sealed record PngChunks(byte[] Palette, byte[] Transparency, byte[] Packed)
{
    public static PngChunks Read(ReadOnlySpan<byte> image)
    {
        byte[] palette = [], transparency = [];
        using var packed = new MemoryStream();
        for (var at = 8; at + 12 <= image.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(image[at..]);
            if (length > image.Length - at - 12)
            {
                break;
            }

            var data = image.Slice(at + 8, (int)length);
            switch (image.Slice(at + 4, 4))
            {
                case var name when name.SequenceEqual("IDAT"u8):
                    packed.Write(data);
                    break;
                case var name when name.SequenceEqual("PLTE"u8):
                    palette = data.ToArray();
                    break;
                case var name when name.SequenceEqual("tRNS"u8):
                    transparency = data.ToArray();
                    break;
            }

            at += 12 + (int)length;
        }

        return new PngChunks(palette, transparency, packed.ToArray());
    }
}
