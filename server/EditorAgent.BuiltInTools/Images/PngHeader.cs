using System.Buffers.Binary;

namespace EditorAgent.BuiltInTools.Images;

/// <summary>How the pixels of a PNG are packed.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Depth">Bits of one sample.</param>
/// <param name="Colour">The specification's number: 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha.</param>
/// <param name="IsInterlaced">Seven coarser images instead of one.</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int Colour, bool IsInterlaced)
{
    private const int Length = 33;

    public int Channels => this.Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public int RowBytes(int width) => checked((int)((((long)width * this.Channels * this.Depth) + 7) / 8));

    /// <returns>Null when the specification knows no such image.</returns>
    public static PngHeader? Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < Length)
        {
            return null;
        }

        var (depth, colour) = (image[24], image[25]);
        var isKnown = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        return isKnown && image[26] == 0 && image[27] == 0 && image[28] <= 1
            ? new PngHeader(BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]), depth, colour, image[28] == 1)
            : null;
    }
}
