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
internal sealed class FrameGuard(MessageGuard messages, FrameWriter editor)
{
    /// <returns>Why the connection cannot go on; null when it ended as it should: by <c>exit</c>, or with the input.</returns>
    public async Task<string?> PumpAsync(PipeReader input, PipeWriter library, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var header = await FrameHeader.ReadAsync(input, cancellationToken);
                if (header.Length is not { } size)
                {
                    return header.Fault;
                }

                // Reading nothing would wait for the next frame.
                var read = size > 0 ? await input.ReadAtLeastAsync(size, cancellationToken) : default;
                if (read.Buffer.Length < size)
                {
                    // The input ended in the middle of it.
                    return null;
                }

                var body = read.Buffer.Slice(0, size);
                var verdict = messages.Judge(body);
                if (verdict is Verdict.Pass or Verdict.Exit)
                {
                    HandOn(body, library);
                }

                if (size > 0)
                {
                    input.AdvanceTo(body.End);
                }

                await library.FlushAsync(cancellationToken);
                if (verdict is Verdict.Answer answer)
                {
                    await editor.WriteAsync(answer.Body, cancellationToken);
                }

                if (verdict is Verdict.Exit exit)
                {
                    return exit.Fault;
                }
            }
        }
        finally
        {
            await library.CompleteAsync();
        }
    }

    private static void HandOn(in ReadOnlySequence<byte> body, PipeWriter library)
    {
        library.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
        foreach (var part in body)
        {
            library.Write(part.Span);
        }
    }
}
