using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>What goes to the editor: the library's frames and the guard's own, whole and one after another.</summary>
internal sealed class FrameWriter(Stream output)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Hands on what the library writes, until it writes no more.</summary>
    /// <exception cref="IOException">The editor can be reached no more.</exception>
    public async Task PumpAsync(PipeReader library, CancellationToken cancellationToken)
    {
        try
        {
            while (await FrameHeader.ReadAsync(library, cancellationToken) is { Length: { } size })
            {
                var body = await library.ReadAtLeastAsync(size, cancellationToken);
                if (body.Buffer.Length < size)
                {
                    return;
                }

                await this.WriteAsync(body.Buffer.Slice(0, size).ToArray(), cancellationToken);
                library.AdvanceTo(body.Buffer.GetPosition(size));
            }
        }
        finally
        {
            await library.CompleteAsync();
        }
    }

    /// <exception cref="IOException">The editor can be reached no more.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        byte[] frame = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")), .. body.Span];
        await this.turn.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(frame, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            this.turn.Release();
        }
    }
}
