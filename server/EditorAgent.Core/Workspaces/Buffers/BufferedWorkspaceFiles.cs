using System.Text;

namespace EditorAgent.Core.Workspaces.Buffers;

/// <summary>
/// Files as the user of an editor sees them: the text of an open document wins over everything below. An edit of an open document goes to
/// the editor, which refuses it when the document has changed meanwhile; the disk is never written past an open document. Bytes are those
/// that the editor would save: the file's encoding and byte order mark.
/// </summary>
/// <param name="below">Where documents are that are not open.</param>
/// <param name="disk">What is saved.</param>
/// <param name="buffers">What is open.</param>
public sealed class BufferedWorkspaceFiles(IWorkspaceFiles below, IWorkspaceFiles disk, OpenBuffers buffers) : IWorkspaceFiles
{
    public async ValueTask<FileSnapshot?> ReadAsync(WorkspacePath path, CancellationToken cancellationToken) =>
        buffers.Find(path.Absolute) is { } document
            ? (await this.LookAsync(path, document, cancellationToken)).Shown
            : await below.ReadAsync(path, cancellationToken);

    public async ValueTask WriteAsync(WorkspacePath path, ReadOnlyMemory<byte> bytes, ContentHash? expected, CancellationToken cancellationToken)
    {
        if (buffers.Find(path.Absolute) is not { } document)
        {
            await below.WriteAsync(path, bytes, expected, cancellationToken);
            return;
        }

        var (shown, onDisk) = await this.LookAsync(path, document, cancellationToken);
        RefuseStale(path, shown, expected);
        if (TextEncoding.Detect(bytes.Span) is not { } encoding)
        {
            throw new WorkspaceFileException($"{path} is open in the editor as text, and the new content is none; nothing was changed.");
        }

        var text = WithEndingsOf(document.Text, encoding.Decode(bytes.Span));
        if (text == document.Text)
        {
            return;
        }

        if (buffers.Writer is not { } write)
        {
            throw new WorkspaceFileException($"{path} is open in an editor that is just closing; nothing was changed. Try again.");
        }

        if (await write(new BufferEdit(document, text, onDisk is not null && onDisk.Hash == shown.Hash), cancellationToken) is BufferReply.Refused refused)
        {
            throw new WorkspaceFileException(
                $"The editor did not take the new text of {path}{(refused.Reason is { Length: > 0 } reason ? $" ({reason})" : "")}; nothing was changed. "
                + "Read it again, because the user may have edited it, and repeat the change.");
        }
    }

    public async ValueTask DeleteAsync(WorkspacePath path, ContentHash expected, CancellationToken cancellationToken)
    {
        if (buffers.Find(path.Absolute) is not { } document)
        {
            await below.DeleteAsync(path, expected, cancellationToken);
            return;
        }

        var (shown, onDisk) = await this.LookAsync(path, document, cancellationToken);
        RefuseStale(path, shown, expected);
        if (onDisk is not null)
        {
            await disk.DeleteAsync(path, onDisk.Hash, cancellationToken);
        }

        buffers.Hide(path.Absolute);
    }

    /// <summary>A file with unsaved text is not moved: the text would stay behind, under a name that is gone.</summary>
    public async ValueTask MoveAsync(WorkspacePath from, WorkspacePath to, ContentHash expected, CancellationToken cancellationToken)
    {
        if (buffers.Find(to.Absolute) is not null)
        {
            throw new WorkspaceFileException($"{to} is open in the editor; nothing was changed. Take another name.");
        }

        if (buffers.Find(from.Absolute) is not { } document)
        {
            await below.MoveAsync(from, to, expected, cancellationToken);
            return;
        }

        var (shown, onDisk) = await this.LookAsync(from, document, cancellationToken);
        if (onDisk is null || shown.Hash != onDisk.Hash)
        {
            throw new WorkspaceFileException($"{from} has unsaved changes in the editor; nothing was changed. Ask the user to save it first.");
        }

        await disk.MoveAsync(from, to, expected, cancellationToken);
        buffers.Hide(from.Absolute);
    }

    private async ValueTask<(FileSnapshot Shown, FileSnapshot? OnDisk)> LookAsync(WorkspacePath path, OpenDocument document, CancellationToken cancellationToken)
    {
        var onDisk = await disk.ReadAsync(path, cancellationToken);
        if (onDisk is null)
        {
            return (FileSnapshot.Of(Encoding.UTF8.GetBytes(document.Text)), null);
        }

        if (TextEncoding.Detect(onDisk.Bytes.Span) is not { } encoding)
        {
            return (onDisk, onDisk);
        }

        var saved = encoding.Decode(onDisk.Bytes.Span);
        return LineEndings.Normalize(saved) == LineEndings.Normalize(document.Text)
            ? (onDisk, onDisk)
            : (FileSnapshot.Of(encoding.Encode(WithEndingsOf(saved, document.Text))) with { Links = onDisk.Links }, onDisk);
    }

    /// <summary>Some editors show line feeds only, whatever the file has: text that has one kind of ending keeps it on its way.</summary>
    private static string WithEndingsOf(string model, string text)
    {
        var hasPairs = model.Contains("\r\n", StringComparison.Ordinal);
        var isOneKind = model.AsSpan().Count('\n') == model.AsSpan().Count("\r\n") || !hasPairs;
        if (!isOneKind || !model.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = LineEndings.Normalize(text);
        return hasPairs ? plain.Replace("\n", "\r\n", StringComparison.Ordinal) : plain;
    }

    private static void RefuseStale(WorkspacePath path, FileSnapshot shown, ContentHash? expected)
    {
        if (shown.Hash == expected)
        {
            return;
        }

        throw new WorkspaceFileException(expected is null
            ? $"{path} exists by now; nothing was changed. Read it first."
            : $"{path} has changed since it was read; nothing was changed. Read it again and repeat the change.");
    }
}
