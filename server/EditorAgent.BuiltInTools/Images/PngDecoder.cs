using System.IO.Compression;

namespace EditorAgent.BuiltInTools.Images;

/// <summary>
/// Reads PNGs (W3C PNG, third edition; of an animation the first picture) into a smaller image. Unpacks no more bytes than the size needs, whatever the
/// data would become.
/// </summary>
internal static class PngDecoder
{
    /// <summary>An interlaced image has to be held as a whole.</summary>
    private const long MostInterlaced = 25_000_000;

    /// <summary>Where each of the seven passes begins and how far its pixels lie apart: x, y, step x, step y.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <param name="image">The bytes.</param>
    /// <param name="longestEdge">Of what comes back, in pixels.</param>
    /// <returns>Null when the bytes are no whole image of a known kind.</returns>
    public static PixelMap? Read(ReadOnlySpan<byte> image, int longestEdge)
    {
        if (PngHeader.Read(image) is not { } header || (header.IsInterlaced && (long)header.Width * header.Height > MostInterlaced))
        {
            return null;
        }

        try
        {
            var chunks = PngChunks.Read(image);
            using var packed = new MemoryStream(chunks.Packed);
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            var scale = Math.Min(1.0, (double)longestEdge / Math.Max(header.Width, header.Height));
            var (width, height) = (Math.Max(1, (int)(header.Width * scale)), Math.Max(1, (int)(header.Height * scale)));
            var rows = new PngRow(header, chunks);
            return header.IsInterlaced ? Interlaced(header, rows, unpacked).ReducedTo(width, height) : Plain(header, rows, unpacked, width, height);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private static PixelMap Plain(PngHeader header, PngRow rows, Stream unpacked, int width, int height)
    {
        var reduction = new PixelReduction(header.Width, header.Height, width, height);
        var pixels = new byte[header.Width * 4];
        ReadPass(header, unpacked, header.Width, header.Height, (_, row) =>
        {
            rows.Expand(row, header.Width, pixels);
            reduction.Add(pixels);
        });
        return reduction.Map;
    }

    private static PixelMap Interlaced(PngHeader header, PngRow rows, Stream unpacked)
    {
        var map = new PixelMap(header.Width, header.Height, new byte[header.Width * header.Height * 4]);
        foreach (var (x, y, stepX, stepY) in Passes)
        {
            var (width, height) = ((header.Width - x + stepX - 1) / stepX, (header.Height - y + stepY - 1) / stepY);
            if (width <= 0 || height <= 0)
            {
                continue;
            }

            var pixels = new byte[width * 4];
            ReadPass(header, unpacked, width, height, (index, row) =>
            {
                rows.Expand(row, width, pixels);
                for (var at = 0; at < width; at++)
                {
                    pixels.AsSpan(at * 4, 4).CopyTo(map.Pixels.AsSpan((((y + (index * stepY)) * header.Width) + x + (at * stepX)) * 4));
                }
            });
        }

        return map;
    }

    private static void ReadPass(PngHeader header, Stream unpacked, int width, int height, Action<int, byte[]> take)
    {
        var length = header.RowBytes(width);
        var step = Math.Max(1, header.Channels * header.Depth / 8);
        var (row, above) = (new byte[length], new byte[length]);
        for (var y = 0; y < height; y++)
        {
            var filter = unpacked.ReadByte();
            if (filter < 0)
            {
                throw new EndOfStreamException();
            }

            unpacked.ReadExactly(row);
            PngRow.Unfilter(filter, row, above, step);
            take(y, row);
            (row, above) = (above, row);
        }
    }
}
