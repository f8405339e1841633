using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EditorAgent.Tests.Images;

/// <summary>Writes PNGs the plain way, row by row with a filter of the test's choice; nothing of the code under test is used.</summary>
internal static class SmallPng
{
    /// <param name="width">In the header.</param>
    /// <param name="height">In the header.</param>
    /// <param name="depth">Bits of a sample.</param>
    /// <param name="colour">The specification's number.</param>
    /// <param name="rows">The bytes of each row, unfiltered.</param>
    /// <param name="filter">Applied to each row.</param>
    /// <param name="step">Bytes of a pixel, for the filter.</param>
    /// <param name="palette">Entries, if any.</param>
    /// <param name="transparency">Their alpha, or the unseen colour.</param>
    public static byte[] Write(int width, int height, byte depth, byte colour, IEnumerable<byte[]> rows, byte filter = 0, int step = 1, byte[]? palette = null, byte[]? transparency = null)
    {
        using var image = new MemoryStream();
        image.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colour);
        Chunk(image, "IHDR", header);
        if (palette is not null)
        {
            Chunk(image, "PLTE", palette);
        }

        if (transparency is not null)
        {
            Chunk(image, "tRNS", transparency);
        }

        Chunk(image, "IDAT", Packed(rows, filter, step));
        Chunk(image, "IEND", []);
        return image.ToArray();
    }

    /// <summary>One that is easy to pack.</summary>
    public static byte[] Plain(int width, int height)
    {
        var row = new byte[width * 3];
        Array.Fill(row, (byte)120);
        return Write(width, height, 8, 2, Enumerable.Repeat(row, height));
    }

    /// <summary>One that cannot be packed: every pixel is drawn by lot.</summary>
    public static byte[] Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        return Write(width, height, 8, 2, Enumerable.Range(0, height).Select(_ =>
        {
            var row = new byte[width * 3];
            random.NextBytes(row);
            return row;
        }));
    }

    /// <summary>Grey, a byte a pixel, in the specification's seven passes.</summary>
    public static byte[] Interlaced(int width, int height, Func<int, int, byte> level)
    {
        int[][] passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];
        var rows =
            from pass in passes
            from y in Enumerable.Range(0, height).Where(y => y >= pass[1] && (y - pass[1]) % pass[3] == 0)
            let row = Enumerable.Range(0, width).Where(x => x >= pass[0] && (x - pass[0]) % pass[2] == 0).Select(x => level(x, y)).ToArray()
            where row.Length > 0
            select row;
        var image = Write(width, height, 8, 0, rows);
        image[28] = 1;
        return image;
    }

    private static byte[] Packed(IEnumerable<byte[]> rows, byte filter, int step)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[]? above = null;
            foreach (var row in rows)
            {
                deflate.WriteByte(filter);
                deflate.Write([.. row.Select((value, at) =>
                {
                    int left = at >= step ? row[at - step] : 0, up = filter > 1 ? above?[at] ?? 0 : 0, corner = filter > 1 && at >= step ? above?[at - step] ?? 0 : 0;
                    var estimate = left + up - corner;
                    var paeth = new[] { left, up, corner }.MinBy(near => Math.Abs(estimate - near));
                    return (byte)(value - filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => paeth, _ => 0 });
                })]);
                above = row;
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream image, string name, byte[] data)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        image.Write(number);
        image.Write(Encoding.ASCII.GetBytes(name));
        image.Write(data);
        image.Write(new byte[4]);
    }
}
