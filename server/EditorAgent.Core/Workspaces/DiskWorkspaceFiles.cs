using EditorAgent.Core.Workspaces.Disk;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// File contents straight from the disk. Writes to one path happen one after another, so no writer of this process can come between a
/// write's last look at the file and its end.
/// </summary>
public sealed class DiskWorkspaceFiles : IWorkspaceFiles
{
    /// <summary>The largest file that is read whole.</summary>
    public const int LargestFile = 50 * 1024 * 1024;

    private readonly IDisk disk = OperatingSystem.IsWindows() ? new WindowsDisk() : new UnixDisk();

    /// <summary>Stripes instead of one lock a path: nothing to clean up, and a shared stripe costs only a wait.</summary>
    private readonly SemaphoreSlim[] stripes = NewStripes(64);

    public async ValueTask<FileSnapshot?> ReadAsync(WorkspacePath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var handle = this.disk.Open(path, out var links);
            if (handle is null)
            {
                return null;
            }

            var length = RandomAccess.GetLength(handle);
            if (length > LargestFile)
            {
                throw new WorkspaceFileException(
                    $"{path} is {length / (1024 * 1024)} MB; files above {LargestFile / (1024 * 1024)} MB are not read. Search it with grep.");
            }

            return FileSnapshot.Of(await ReadWholeAsync(path, handle, (int)length, cancellationToken)) with { Links = links };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("read", path, failure);
        }
    }

    public async ValueTask WriteAsync(
        WorkspacePath path,
        ReadOnlyMemory<byte> bytes,
        ContentHash? expected,
        CancellationToken cancellationToken)
    {
        using var turn = await this.EnterAsync(path, cancellationToken);
        await DoAsync("write", path, () => this.disk.Replace(path, bytes.Span, expected), cancellationToken);
    }

    public async ValueTask DeleteAsync(WorkspacePath path, ContentHash expected, CancellationToken cancellationToken)
    {
        using var turn = await this.EnterAsync(path, cancellationToken);
        await DoAsync("delete", path, () => this.disk.Delete(path, expected), cancellationToken);
    }

    public async ValueTask MoveAsync(WorkspacePath from, WorkspacePath to, ContentHash expected, CancellationToken cancellationToken)
    {
        using var turn = await this.EnterAsync(from, cancellationToken);
        await DoAsync("move", from, () => this.disk.Move(from, to, expected), cancellationToken);
    }

    /// <summary>The system's calls wait for the disk: they do so on a thread that nobody else waits for.</summary>
    private static async Task DoAsync(string verb, WorkspacePath path, Action act, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(act, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(verb, path, failure);
        }
    }

    private static SemaphoreSlim[] NewStripes(int count)
    {
        var stripes = new SemaphoreSlim[count];
        for (var index = 0; index < count; index++)
        {
            stripes[index] = new SemaphoreSlim(1, 1);
        }

        return stripes;
    }

    private static async Task<byte[]> ReadWholeAsync(WorkspacePath path, SafeFileHandle handle, int length, CancellationToken cancellationToken)
    {
        // One byte more than expected tells a file that grows while it is read.
        var bytes = new byte[length + 1];
        var filled = 0;
        while (true)
        {
            var read = await RandomAccess.ReadAsync(handle, bytes.AsMemory(filled), filled, cancellationToken);
            filled += read;
            if (read == 0)
            {
                Array.Resize(ref bytes, filled);
                return bytes;
            }

            if (filled < bytes.Length)
            {
                continue;
            }

            if (filled > LargestFile)
            {
                throw new WorkspaceFileException($"{path} grows while it is read; try again later.");
            }

            Array.Resize(ref bytes, Math.Min((bytes.Length * 2) + 4096, LargestFile + 1));
        }
    }

    private static WorkspaceFileException Failed(string verb, WorkspacePath path, Exception failure) => failure switch
    {
        UnauthorizedAccessException => new WorkspaceFileException($"No permission to {verb} {path}; nothing was changed.", failure),
        { HResult: UnixErrorCode.EROFS } => new WorkspaceFileException($"{path} is on a read-only file system; nothing was changed.", failure),
        { HResult: var code } when code == UnixErrorCode.ENOSPC || code == UnixErrorCode.EDQUOT =>
            new WorkspaceFileException($"The disk is full: could not {verb} {path}; nothing was changed. Ask the user to make room.", failure),
        { HResult: UnixErrorCode.EMFILE } =>
            new WorkspaceFileException($"Too many files are open: could not {verb} {path}; nothing was changed. Try again.", failure),
        _ => new WorkspaceFileException($"Could not {verb} {path}: {failure.Message}", failure),
    };

    private async ValueTask<Turn> EnterAsync(WorkspacePath path, CancellationToken cancellationToken)
    {
        // Case-folded, so that two spellings of one file on a case-insensitive file system share a stripe.
        var stripe = this.stripes[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(path.Absolute) % (uint)this.stripes.Length];
        await stripe.WaitAsync(cancellationToken);
        return new Turn(stripe);
    }

    private readonly struct Turn(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
