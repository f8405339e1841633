using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>
/// Reads LSP's frames and hands on only whole, well-formed ones, in one spelling: the library behind it spins or dies on headers it does
/// not expect, and on input that ends in the middle of a frame. After a header that makes no sense nobody knows where the next frame
/// begins, so the connection ends there.
/// </summary>
internal static class FrameGuard
{
    /// <summary>Far above every document that an editor opens.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    private const int LongestHeader = 4096;

    /// <returns>Why the connection cannot go on; null when the input ended.</returns>
    public static async Task<string?> PumpAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (length, fault) = await ReadHeaderAsync(input, cancellationToken);
                if (length is not { } size)
                {
                    return fault;
                }

                var body = await input.ReadAtLeastAsync(size, cancellationToken);
                if (body.Buffer.Length < size)
                {
                    // The input ended in the middle of it.
                    return null;
                }

                var message = MessageGuard.Accept(body.Buffer.Slice(0, size));
                output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {message.Length}\r\n\r\n")));
                foreach (var part in message)
                {
                    output.Write(part.Span);
                }

                input.AdvanceTo(body.Buffer.GetPosition(size));
                await output.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            await output.CompleteAsync();
        }
    }

    private static async Task<(int? Length, string? Fault)> ReadHeaderAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (EndOfHeader(buffer) is { } end)
            {
                var header = Encoding.ASCII.GetString(buffer.Slice(0, end));
                input.AdvanceTo(end);
                return LengthIn(header) is { } length ? (length, null) : (null, $"a frame's header makes no sense: {Shown(header)}");
            }

            if (buffer.Length > LongestHeader)
            {
                return (null, "a frame's header does not end");
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return (null, null);
            }
        }
    }

    private static SequencePosition? EndOfHeader(in ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n\r\n"u8) && reader.Consumed <= LongestHeader ? reader.Position : null;
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
