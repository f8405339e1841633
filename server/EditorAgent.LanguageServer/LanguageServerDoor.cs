using System.IO.Pipelines;
using EditorAgent.LanguageServer.Transport;

namespace EditorAgent.LanguageServer;

/// <summary>LSP for one editor over two byte streams.</summary>
public static class LanguageServerDoor
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Serves until the editor sends <c>exit</c> or closes its end, or the token is cancelled. Closes no stream.</summary>
    /// <returns>Why the connection could not go on; null when it ended as it should.</returns>
    public static async Task<string?> RunAsync(Stream input, Stream output, LanguageServerParts parts, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var guarded = new Pipe();
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true));
        var pump = FrameGuard.PumpAsync(reader, guarded.Writer, stop.Token);
        await using var connection = new EditorConnection(guarded.Reader, PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true)), parts);
        var served = connection.ServeAsync(stop.Token);
        await Task.WhenAny(pump, served);

        // What has come in whole is still answered.
        await Task.WhenAny(served, Task.Delay(Grace, parts.Time, cancellationToken));
        await stop.CancelAsync();
        parts.Buffers.CloseAll();
        try
        {
            return await pump;
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            return null;
        }
    }
}
