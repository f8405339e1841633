using System.Buffers.Binary;
using System.IO.Compression;

namespace EditorAgent.BuiltInTools.Images;

/// <summary>Writes pixels as a PNG: colour, with alpha where it is needed.</summary>
internal static class PngEncoder
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => Remainder((uint)index))];

    /// <param name="map">The pixels.</param>
    /// <param name="bits">Of each channel that are kept, 8 for all: fewer give smaller files and coarser colours.</param>
    public static byte[] Write(PixelMap map, int bits)
    {
        using var image = new MemoryStream();
        image.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var isOpaque = IsOpaque(map);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, map.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], map.Height);
        header[8] = 8;
        header[9] = (byte)(isOpaque ? 2 : 6);
        WriteChunk(image, "IHDR"u8, header);
        WriteChunk(image, "IDAT"u8, Packed(map, bits, isOpaque ? 3 : 4));
        WriteChunk(image, "IEND"u8, []);
        return image.ToArray();
    }

    private static bool IsOpaque(PixelMap map)
    {
        for (var at = 3; at < map.Pixels.Length; at += 4)
        {
            if (map.Pixels[at] != byte.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Packed(PixelMap map, int bits, int channels)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var (row, above, filtered) = (new byte[map.Width * channels], new byte[map.Width * channels], new byte[map.Width * channels]);
            for (var y = 0; y < map.Height; y++)
            {
                Fill(map.Row(y), row, bits, channels);
                deflate.WriteByte(4);
                for (var at = 0; at < row.Length; at++)
                {
                    int left = at >= channels ? row[at - channels] : 0, corner = at >= channels ? above[at - channels] : 0;
                    filtered[at] = (byte)(row[at] - PngRow.Nearest(left, above[at], corner));
                }

                deflate.Write(filtered);
                (row, above) = (above, row);
            }
        }

        return packed.ToArray();
    }

    private static void Fill(ReadOnlySpan<byte> pixels, byte[] row, int bits, int channels)
    {
        for (int from = 0, to = 0; from < pixels.Length; from += 4, to += channels)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                row[to + channel] = Coarse(pixels[from + channel], bits);
            }
        }
    }

    /// <summary>Black stays black and white white.</summary>
    private static byte Coarse(byte level, int bits) => bits == 8 ? level : (byte)((level >> (8 - bits)) * 255 / ((1 << bits) - 1));

    private static void WriteChunk(MemoryStream image, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        image.Write(number);
        image.Write(name);
        image.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Sum(Sum(uint.MaxValue, name), data));
        image.Write(number);
    }

    private static uint Sum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var part in bytes)
        {
            sum = Table[(byte)(sum ^ part)] ^ (sum >> 8);
        }

        return sum;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
