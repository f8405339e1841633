using EditorAgent.Core.Models.Images;

namespace EditorAgent.BuiltInTools.Images;

/// <summary>Makes PNGs smaller, which is what screens are kept as. Managed code alone reads a stranger's bytes.</summary>
public sealed class ImageScaler : IImageScaler
{
    private const int MostTries = 8;
    private const int SmallestEdge = 32;

    /// <summary>Tried in this order at each size: fewer colours hurt a screen less than fewer pixels.</summary>
    private static readonly int[] Bits = [8, 5];

    public bool Reads(ImageKind kind) => kind is ImageKind.Png;

    public (ReadOnlyMemory<byte> Bytes, ImageHeader Header)? Scale(ReadOnlyMemory<byte> image, int longestEdge, int mostBytes)
    {
        if (PngDecoder.Read(image.Span, longestEdge) is not { } pixels)
        {
            return null;
        }

        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var smallest = int.MaxValue;
            foreach (var bits in Bits)
            {
                var encoded = PngEncoder.Write(pixels, bits);
                if (encoded.Length <= mostBytes)
                {
                    return (encoded, new ImageHeader(ImageKind.Png, pixels.Width, pixels.Height));
                }

                smallest = encoded.Length;
            }

            var scale = Math.Clamp(Math.Sqrt((double)mostBytes / smallest) * 0.95, 0.3, 0.9);
            var (width, height) = (Math.Max(1, (int)(pixels.Width * scale)), Math.Max(1, (int)(pixels.Height * scale)));
            if (Math.Max(width, height) < SmallestEdge)
            {
                return null;
            }

            pixels = pixels.ReducedTo(width, height);
        }

        return null;
    }
}
