using System.Buffers.Binary;

namespace EditorAgent.BuiltInTools.Images;

/// <summary>Unpacks rows of one PNG to red, green, blue and alpha, a byte each.</summary>
internal sealed class PngRow(PngHeader header, PngChunks chunks)
{
    /// <param name="row">The filtered bytes taken back.</param>
    /// <param name="width">Pixels in it.</param>
    /// <param name="target">Four bytes a pixel.</param>
    public void Expand(ReadOnlySpan<byte> row, int width, Span<byte> target)
    {
        for (var x = 0; x < width; x++)
        {
            this.ExpandOne(row, x, target.Slice(x * 4, 4));
        }
    }

    /// <summary>Takes the filter back, in place.</summary>
    /// <param name="filter">The specification's number.</param>
    /// <param name="row">The bytes of this row.</param>
    /// <param name="above">Those of the row above, all 0 for the first.</param>
    /// <param name="step">Bytes from a pixel to the next, at least 1.</param>
    public static void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter > 4)
        {
            throw new InvalidDataException("There is no such filter.");
        }

        for (var at = 0; at < row.Length && filter > 0; at++)
        {
            int left = at >= step ? row[at - step] : 0, up = above[at], corner = at >= step ? above[at - step] : 0;
            row[at] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, _ => Nearest(left, up, corner) });
        }
    }

    /// <summary>Paeth's predictor.</summary>
    public static int Nearest(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private void ExpandOne(ReadOnlySpan<byte> row, int x, Span<byte> pixel)
    {
        if (header.Colour == 3)
        {
            var entry = this.Sample(row, x);
            chunks.Palette.AsSpan(entry * 3, 3).CopyTo(pixel);
            pixel[3] = entry < chunks.Transparency.Length ? chunks.Transparency[entry] : byte.MaxValue;
            return;
        }

        var first = x * header.Channels;
        var isColour = header.Channels >= 3;
        pixel[0] = this.Level(row, first);
        pixel[1] = isColour ? this.Level(row, first + 1) : pixel[0];
        pixel[2] = isColour ? this.Level(row, first + 2) : pixel[0];
        pixel[3] = header.Colour is 4 or 6 ? this.Level(row, first + header.Channels - 1) : this.IsUnseen(row, first) ? byte.MinValue : byte.MaxValue;
    }

    private bool IsUnseen(ReadOnlySpan<byte> row, int first)
    {
        if (chunks.Transparency.Length < 2 * header.Channels)
        {
            return false;
        }

        for (var channel = 0; channel < header.Channels; channel++)
        {
            if (this.Sample(row, first + channel) != BinaryPrimitives.ReadUInt16BigEndian(chunks.Transparency.AsSpan(2 * channel)))
            {
                return false;
            }
        }

        return true;
    }

    private byte Level(ReadOnlySpan<byte> row, int index) => header.Depth switch
    {
        16 => row[index * 2],
        8 => row[index],
        _ => (byte)(this.Sample(row, index) * 255 / ((1 << header.Depth) - 1)),
    };

    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        if (header.Depth >= 8)
        {
            return header.Depth == 8 ? row[index] : BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]);
        }

        var bit = index * header.Depth;
        return (row[bit / 8] >> (8 - header.Depth - (bit % 8))) & ((1 << header.Depth) - 1);
    }
}
