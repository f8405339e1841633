using System.IO.Pipelines;
using EditorAgent.LanguageServer.Transport;

namespace EditorAgent.LanguageServer;

/// <summary>LSP for one editor over two byte streams.</summary>
public static class LanguageServerDoor
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Serves until the editor sends <c>exit</c>, closes its end or is gone, or the token is cancelled. Closes no stream. It does not wait for
    /// a read or a write that is under way then: a console's cannot be cancelled.
    /// </summary>
    /// <returns>Why the connection could not go on; null when it ended as it should.</returns>
    public static async Task<string?> RunAsync(Stream input, Stream output, LanguageServerParts parts, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var messages = new MessageGuard();
        var editor = new FrameWriter(output);
        var (toLibrary, fromLibrary) = (new Pipe(), new Pipe());
        var reading = new FrameGuard(messages, editor).PumpAsync(PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true)), toLibrary.Writer, stop.Token);
        var writing = editor.PumpAsync(fromLibrary.Reader, stop.Token);
        var gone = EditorProcess.GoneAsync(messages.EditorProcess, parts.EditorProcess, stop.Token);
        string? fault;
        await using (var connection = new EditorConnection(toLibrary.Reader, fromLibrary.Writer, parts))
        {
            var served = connection.ServeAsync(stop.Token);
            await Task.WhenAny(reading, served, writing, gone);

            // What has come in whole is still answered.
            await Task.WhenAny(Task.WhenAll(reading, served), writing, gone, Task.Delay(Grace, parts.Time, cancellationToken));
            fault = await FaultOfAsync(reading, writing, gone);
            parts.Buffers.CloseAll();
        }

        await fromLibrary.Writer.CompleteAsync();
        await Task.WhenAny(writing, Task.Delay(Grace, parts.Time, cancellationToken));
        await stop.CancelAsync();
        return fault;
    }

    private static async Task<string?> FaultOfAsync(Task<string?> reading, Task writing, Task<string> gone) =>
        gone.IsCompletedSuccessfully ? await gone
        : reading.IsCompletedSuccessfully ? await reading
        : writing is { IsFaulted: true, Exception.InnerException: IOException lost } ? $"the editor cannot be reached ({lost.Message})"
        : null;
}
