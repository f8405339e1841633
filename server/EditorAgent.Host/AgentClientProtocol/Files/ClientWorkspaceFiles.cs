using System.Text;
using System.Text.Json;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol;
using EditorAgent.Protocol.ClientMethods;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Files;

/// <summary>
/// Files as the client's user sees them: unsaved text wins over the disk. The wire carries text only, so files that are not plain UTF-8
/// (a byte order mark, another encoding, binary) are read and written on the disk, and a client that cannot show a file is no reason to
/// fail. A write goes to whoever the content came from: a client that showed a file and then refuses the new text is not passed by.
/// </summary>
internal sealed partial class ClientWorkspaceFiles(IWorkspaceFiles disk, ClientLink link, TimeProvider time, ILogger logger) : IWorkspaceFiles
{
    /// <summary>A client that does not answer for so long is passed by.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async ValueTask<FileSnapshot?> ReadAsync(WorkspacePath path, CancellationToken cancellationToken) =>
        (await this.LookAsync(path, cancellationToken)).Snapshot;

    public async ValueTask WriteAsync(
        WorkspacePath path, ReadOnlyMemory<byte> bytes, ContentHash? expected, CancellationToken cancellationToken)
    {
        if (!link.Client.WritesTextFiles || !PlainText.TryDecode(bytes.Span, out var text))
        {
            await disk.WriteAsync(path, bytes, expected, cancellationToken);
            return;
        }

        var shown = await this.LookAsync(path, cancellationToken);
        if (shown.OnDisk is not null && !PlainText.TryDecode(shown.OnDisk.Bytes.Span, out _))
        {
            await disk.WriteAsync(path, bytes, expected, cancellationToken);
            return;
        }

        RefuseStale(path, shown.Snapshot, expected);
        if (await this.TryWriteAsync(path, text, cancellationToken))
        {
            return;
        }

        if (shown.IsByClient)
        {
            throw new WorkspaceFileException($"The editor did not take the new text of {path}; nothing was changed. Ask the user how to go on.");
        }

        await disk.WriteAsync(path, bytes, expected, cancellationToken);
    }

    public ValueTask DeleteAsync(WorkspacePath path, ContentHash expected, CancellationToken cancellationToken) =>
        disk.DeleteAsync(path, expected, cancellationToken);

    /// <summary>A file with unsaved text is not moved: the text would stay behind, under a name that is gone.</summary>
    public async ValueTask MoveAsync(WorkspacePath from, WorkspacePath to, ContentHash expected, CancellationToken cancellationToken)
    {
        var shown = await this.LookAsync(from, cancellationToken);
        if (shown.IsByClient && shown.Snapshot?.Hash != shown.OnDisk?.Hash)
        {
            throw new WorkspaceFileException($"{from} has unsaved changes in the editor; nothing was changed. Ask the user to save it first.");
        }

        await disk.MoveAsync(from, to, expected, cancellationToken);
    }

    /// <summary>A file that is not on the disk is not asked for: clients know no path for text that was never saved.</summary>
    private async Task<Shown> LookAsync(WorkspacePath path, CancellationToken cancellationToken)
    {
        var onDisk = await disk.ReadAsync(path, cancellationToken);
        if (onDisk is null || !link.Client.ReadsTextFiles || !PlainText.TryDecode(onDisk.Bytes.Span, out var saved))
        {
            return new Shown(onDisk, onDisk, IsByClient: false);
        }

        if (await this.TryReadAsync(path, cancellationToken) is not { } buffer)
        {
            return new Shown(onDisk, onDisk, IsByClient: false);
        }

        var text = PlainText.WithLineEndingsOf(saved, buffer);
        return new Shown(onDisk, text == saved ? onDisk : FileSnapshot.Of(Encoding.UTF8.GetBytes(text)) with { Links = onDisk.Links }, IsByClient: true);
    }

    private async Task<string?> TryReadAsync(WorkspacePath path, CancellationToken cancellationToken)
    {
        var request = new ReadTextFileParams { SessionId = link.SessionId, Path = path.Absolute };
        ReadTextFileResult? answer = null;
        var isAnswered = await this.TryAskAsync(
            async token => answer = await link.AskAsync<ReadTextFileResult>(AcpMethods.Client.ReadTextFile, request, token), path, cancellationToken);
        return isAnswered ? answer?.Content : null;
    }

    private Task<bool> TryWriteAsync(WorkspacePath path, string text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new WriteTextFileParams { SessionId = link.SessionId, Path = path.Absolute, Content = text };
        return this.TryAskAsync(
            token => link.AskAsync<WriteTextFileResult>(AcpMethods.Client.WriteTextFile, request, token), path, cancellationToken);
    }

    private async Task<bool> TryAskAsync(Func<CancellationToken, Task> ask, WorkspacePath path, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await ask(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is RemoteRpcException or OperationCanceledException or JsonException or ObjectDisposedException or IOException)
        {
            this.LogFallback(path.Absolute, exception.Message);
            return false;
        }
    }

    private static void RefuseStale(WorkspacePath path, FileSnapshot? shown, ContentHash? expected)
    {
        if (shown?.Hash == expected)
        {
            return;
        }

        throw new WorkspaceFileException((shown, expected) switch
        {
            (null, _) => $"{path} no longer exists; nothing was changed.",
            (_, null) => $"{path} exists by now; nothing was changed. Read it first.",
            _ => $"{path} has changed since it was read; nothing was changed. Read it again and repeat the change.",
        });
    }

    private sealed record Shown(FileSnapshot? OnDisk, FileSnapshot? Snapshot, bool IsByClient);

    [LoggerMessage(Level = LogLevel.Debug, Message = "ACP: {Path} was left to the disk: {Reason}")]
    private partial void LogFallback(string path, string reason);
}
