using System.IO.Pipelines;

namespace EditorAgent.Host.McpServer;

/// <summary>
/// stdin with two promises it does not make by itself: a read can be cancelled, and no line is longer than 16 MB; a longer one ends the input.
/// </summary>
internal static class BoundedInput
{
    private const int MostInLine = 16 * 1024 * 1024;
    private const int Piece = 64 * 1024;

    public static Stream Over(Stream input)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4 * Piece, resumeWriterThreshold: 2 * Piece));

        // Lives as long as the input: a read of a console cannot be taken back, so nobody waits for this at the end of the process.
        _ = Task.Run(() => PumpAsync(input, pipe.Writer));
        return pipe.Reader.AsStream();
    }

    private static async Task PumpAsync(Stream input, PipeWriter writer)
    {
        var line = 0L;
        try
        {
            while (true)
            {
                var buffer = writer.GetMemory(Piece)[..Piece];
                var read = await input.ReadAsync(buffer, CancellationToken.None);
                if (read == 0)
                {
                    break;
                }

                var end = buffer.Span[..read].LastIndexOf((byte)'\n');
                line = end < 0 ? line + read : read - end - 1;
                if (line > MostInLine)
                {
                    await Console.Error.WriteLineAsync("editor-agent: the client sent a line of more than 16 MB; the connection is closed.");
                    break;
                }

                writer.Advance(read);
                if ((await writer.FlushAsync(CancellationToken.None)).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // The client is gone.
        }

        await writer.CompleteAsync();
    }
}
