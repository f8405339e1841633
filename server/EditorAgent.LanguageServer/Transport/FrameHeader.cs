using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>The header before a frame's body.</summary>
/// <param name="Length">Of the body, in bytes; null when the input has ended, or when nobody knows.</param>
/// <param name="Fault">Why nobody knows.</param>
internal readonly record struct FrameHeader(int? Length, string? Fault)
{
    /// <summary>Far above every document that an editor opens.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    private const int Longest = 4096;

    public static async Task<FrameHeader> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (EndOfHeader(buffer) is { } end)
            {
                var header = Encoding.ASCII.GetString(buffer.Slice(0, end));
                input.AdvanceTo(end);
                return LengthIn(header) is { } length ? new FrameHeader(length, null) : new FrameHeader(null, $"a frame's header makes no sense: {Shown(header)}");
            }

            if (buffer.Length > Longest)
            {
                return new FrameHeader(null, "a frame's header does not end");
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return default;
            }
        }
    }

    private static SequencePosition? EndOfHeader(in ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n\r\n"u8) && reader.Consumed <= Longest ? reader.Position : null;
    }

    private static int? LengthIn(string header)
    {
        int? length = null;
        foreach (var line in header.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return null;
            }

            if (!line[..colon].Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (length is not null || !int.TryParse(line[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > LargestBody)
            {
                return null;
            }

            length = value;
        }

        return length;
    }

    private static string Shown(string header) => new([.. header.Take(80).Select(character => char.IsControl(character) ? ' ' : character)]);
}
