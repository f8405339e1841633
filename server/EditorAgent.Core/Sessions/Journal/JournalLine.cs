using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// The frame of a record: <c>{"v":1,"seq":n,"t":"…","k":"…","p":{…}} xxxxxxxx</c> and a line feed, where the eight digits are the
/// CRC-32C of everything before the space, in lower-case hexadecimal.
/// </summary>
internal static class JournalLine
{
    public const int Version = 1;
    private const int SealLength = 9;

    /// <summary>Closes the record that begins at <paramref name="start"/> with its checksum and a line feed.</summary>
    public static void Seal(ArrayBufferWriter<byte> buffer, int start)
    {
        var crc = Checksum(buffer.WrittenSpan[start..]);
        var seal = buffer.GetSpan(SealLength + 1);
        WriteSeal(seal, crc);
        seal[SealLength] = (byte)'\n';
        buffer.Advance(SealLength + 1);
    }

    /// <summary>Reads a line without its line feed; null when it is damaged.</summary>
    public static JournalRecord? Read(ReadOnlyMemory<byte> line)
    {
        if (line.Length <= SealLength || !IsSealed(line.Span))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line[..^SealLength]);
            return Read(document.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JournalRecord? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("seq"u8, out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var sequence)
            || !root.TryGetProperty("t"u8, out var time) || time.ValueKind != JsonValueKind.String || !time.TryGetDateTimeOffset(out var at))
        {
            return null;
        }

        var unknown = new JournalRecord.Unknown(sequence, at);
        if (!root.TryGetProperty("v"u8, out var version) || version.ValueKind != JsonValueKind.Number || version.GetDouble() != Version
            || !root.TryGetProperty("k"u8, out var kind) || kind.ValueKind != JsonValueKind.String
            || !root.TryGetProperty("p"u8, out var payload) || payload.ValueKind != JsonValueKind.Object)
        {
            return unknown;
        }

        return EventDecoder.Read(kind.GetString()!, payload, sequence, at) ?? unknown;
    }

    private static bool IsSealed(ReadOnlySpan<byte> line)
    {
        Span<byte> seal = stackalloc byte[SealLength];
        WriteSeal(seal, Checksum(line[..^SealLength]));
        return seal.SequenceEqual(line[^SealLength..]);
    }

    private static void WriteSeal(Span<byte> seal, uint checksum)
    {
        seal[0] = (byte)' ';
        Utf8Formatter.TryFormat(checksum, seal[1..], out _, new StandardFormat('x', 8));
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
