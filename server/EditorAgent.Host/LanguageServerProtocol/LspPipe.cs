using System.IO.Pipes;
using System.Net.Sockets;
using EditorAgent.Host.Composition;
using EditorAgent.LanguageServer;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.LanguageServerProtocol;

/// <summary>
/// LSP on a second pipe of a process that serves an editor over ACP. The editor listens; this side connects once. What goes wrong here is one
/// line on stderr: the conversation does not depend on it.
/// </summary>
internal static class LspPipe
{
    private const string WindowsPrefix = @"\\.\pipe\";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Serves until the editor ends it or the token is cancelled; never throws.</summary>
    public static async Task RunAsync(string name, EditorState editor, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await ConnectAsync(name, cancellationToken);
            var parts = new LanguageServerParts { Buffers = editor.Buffers, Outcomes = editor.Outcomes, Version = ProductVersion.Text, Time = TimeProvider.System, Logger = logger };
            if (await LanguageServerDoor.RunAsync(stream, stream, parts, cancellationToken) is { } fault)
            {
                Say($"The LSP connection was ended: {fault}.");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ends.
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException or ArgumentException or OperationCanceledException)
        {
            Say($"The LSP pipe {name} could not be reached ({failure.Message}).");
        }
        catch (Exception bug)
        {
            logger.LogError(bug, "LSP: the door broke");
            Say("The LSP door broke; the log has the details.");
        }
    }

    private static async Task<Stream> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(
                ".", name.StartsWith(WindowsPrefix, StringComparison.OrdinalIgnoreCase) ? name[WindowsPrefix.Length..] : name, PipeDirection.InOut, PipeOptions.Asynchronous);
            try
            {
                await pipe.ConnectAsync(limit.Token);
                return pipe;
            }
            catch
            {
                await pipe.DisposeAsync();
                throw;
            }
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(name), limit.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Say(string what) =>
        Console.Error.WriteLine($"editor-agent: {what.ReplaceLineEndings(" ")} Code actions and unsaved text are not available; the conversation goes on.");
}
