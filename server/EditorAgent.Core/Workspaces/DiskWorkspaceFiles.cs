using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// File contents straight from the disk. Writes to one path happen one after another; between a write's last look at the file and its
/// rename no writer of this process can come in, and a foreign one has only the moment between two system calls.
/// </summary>
public sealed class DiskWorkspaceFiles : IWorkspaceFiles
{
    /// <summary>The largest file that is read whole.</summary>
    public const int LargestFile = 50 * 1024 * 1024;

    private const string TemporaryPrefix = ".~ea-";

    /// <summary>Stripes instead of one lock a path: nothing to clean up, and a shared stripe costs only a wait.</summary>
    private readonly SemaphoreSlim[] stripes = NewStripes(64);

    public async ValueTask<FileSnapshot?> ReadAsync(WorkspacePath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var handle = RegularFile.Open(path);
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

            return FileSnapshot.Of(await ReadWholeAsync(path, handle, (int)length, cancellationToken));
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
        try
        {
            await ReplaceAsync(path, bytes, expected, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("write", path, failure);
        }
    }

    public async ValueTask DeleteAsync(WorkspacePath path, ContentHash expected, CancellationToken cancellationToken)
    {
        using var turn = await this.EnterAsync(path, cancellationToken);
        try
        {
            RefuseMovedDirectory(path);
            await RefuseStaleAsync(path, expected);
            File.Delete(path.Absolute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("delete", path, failure);
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

    private static async Task ReplaceAsync(
        WorkspacePath path,
        ReadOnlyMemory<byte> bytes,
        ContentHash? expected,
        CancellationToken cancellationToken)
    {
        RefuseMovedDirectory(path);
        var directory = Path.GetDirectoryName(path.Absolute)!;
        var target = new FileInfo(path.Absolute);
        if (target is { Exists: true, IsReadOnly: true })
        {
            throw new WorkspaceFileException($"{path} is marked read-only and was not changed; ask the user to make it writable first.");
        }

        if (Directory.Exists(path.Absolute))
        {
            throw new WorkspaceFileException($"{path} is a directory; name a file.");
        }

        Directory.CreateDirectory(directory);
        RefuseMovedDirectory(path);
        var temporary = Path.Join(directory, TemporaryPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await WriteTemporaryAsync(temporary, bytes, target);
            await RefuseStaleAsync(path, expected);
            File.Move(temporary, path.Absolute, overwrite: expected is not null);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (!OperatingSystem.IsWindows())
        {
            UnixFile.SyncDirectory(directory);
        }
    }

    private static async Task WriteTemporaryAsync(string temporary, ReadOnlyMemory<byte> bytes, FileInfo target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && target.Exists)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var stream = new FileStream(temporary, options);
        if (!OperatingSystem.IsWindows() && target.Exists)
        {
            File.SetUnixFileMode(stream.SafeFileHandle, target.UnixFileMode);
        }

        await stream.WriteAsync(bytes, CancellationToken.None);
        stream.Flush(flushToDisk: true);
    }

    private static async Task RefuseStaleAsync(WorkspacePath path, ContentHash? expected)
    {
        using var handle = RegularFile.Open(path);
        if (handle is null)
        {
            if (expected is not null)
            {
                throw new WorkspaceFileException($"{path} no longer exists; nothing was changed.");
            }

            return;
        }

        if (expected is null)
        {
            throw new WorkspaceFileException($"{path} exists by now; nothing was changed. Read it first.");
        }

        using var stream = new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 0);
        var present = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, CancellationToken.None));
        if (present != expected.Value.Value)
        {
            throw new WorkspaceFileException($"{path} has changed since it was read; nothing was changed. Read it again and repeat the change.");
        }
    }

    /// <summary>A directory that became a link since the path was resolved would lead the operation elsewhere.</summary>
    private static void RefuseMovedDirectory(WorkspacePath path)
    {
        var directory = Path.GetDirectoryName(path.Absolute)!;
        if (RealPath.Of(directory) is not RealPath.Found found || found.Path != directory)
        {
            throw new WorkspaceFileException($"The directory of {path} was replaced by a link in the meantime; nothing was changed.");
        }
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
        UnauthorizedAccessException => new WorkspaceFileException($"No permission to {verb} {path}.", failure),
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
