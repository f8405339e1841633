using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>
/// Takes the bytes of a server apart into messages: headers of at most 8 KB, one of them <c>Content-Length</c>, an empty line, the body. What
/// is not so ends the connection, because nobody can tell where the next message begins.
/// </summary>
internal sealed class LspFrameReader(PipeReader reader, int largestMessage)
{
    private const int LargestHeader = 8 * 1024;

    private static ReadOnlySpan<byte> HeaderEnd => "\r\n\r\n"u8;

    /// <summary>The next body, or null at a clean end of the stream.</summary>
    /// <exception cref="LspFaultException">The bytes are no message, or one that is too large.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = await this.ReadHeaderAsync(cancellationToken);
        if (length is not { } expected)
        {
            return null;
        }

        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length >= expected)
            {
                var body = read.Buffer.Slice(0, expected).ToArray();
                reader.AdvanceTo(read.Buffer.GetPosition(expected));
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                throw new LspFaultException("ended in the middle of a message");
            }
        }
    }

    private async ValueTask<int?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var head = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LargestHeader)).ToArray();
            var end = head.AsSpan().IndexOf(HeaderEnd);
            if (end >= 0)
            {
                var length = this.LengthIn(head.AsSpan(0, end));
                reader.AdvanceTo(read.Buffer.GetPosition(end + HeaderEnd.Length));
                return length;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (head.Length == LargestHeader)
            {
                throw new LspFaultException("wrote something that is no message to its standard output");
            }

            if (read.IsCompleted)
            {
                return head.Length == 0 ? null : throw new LspFaultException("ended in the middle of a message");
            }
        }
    }

    private int LengthIn(ReadOnlySpan<byte> header)
    {
        int? length = null;
        foreach (var line in Encoding.Latin1.GetString(header).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw new LspFaultException("wrote something that is no message to its standard output");
            }

            if (!line.AsSpan(0, colon).Trim().Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (length is not null || !long.TryParse(line.AsSpan(colon + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                throw new LspFaultException("sent a message without a usable Content-Length");
            }

            length = value <= largestMessage
                ? (int)value
                : throw new LspFaultException(string.Create(CultureInfo.InvariantCulture, $"sent a message of {value} bytes; at most {largestMessage} are read"));
        }

        return length ?? throw new LspFaultException("sent a message without a usable Content-Length");
    }
}
