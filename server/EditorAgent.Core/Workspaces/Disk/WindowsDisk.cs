using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// Paths are judged before each step, and an opened handle is asked whether it is a link. Between the last look and the rename a foreign
/// process has a moment; that it cannot replace a directory which holds our open temporary file makes the moment hard to use.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsDisk : IDisk
{
    public SafeFileHandle? Open(WorkspacePath path, out int links)
    {
        links = 1;
        RefuseMovedDirectory(path);
        if (Directory.Exists(path.Absolute))
        {
            throw new WorkspaceFileException($"{path} is a directory; use list to see what is in it.");
        }

        try
        {
            var handle = File.OpenHandle(path.Absolute, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if ((File.GetAttributes(handle) & (FileAttributes.ReparsePoint | FileAttributes.Device)) == 0)
            {
                return handle;
            }

            handle.Dispose();
            throw Stale.NotRegular(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Replace(WorkspacePath path, ReadOnlySpan<byte> bytes, ContentHash? expected)
    {
        RefuseMovedDirectory(path);
        if (new FileInfo(path.Absolute) is { Exists: true, IsReadOnly: true })
        {
            throw Stale.ReadOnly(path);
        }

        if (Directory.Exists(path.Absolute))
        {
            throw Stale.Directory(path);
        }

        var directory = Path.GetDirectoryName(path.Absolute)!;
        Directory.CreateDirectory(directory);
        RefuseMovedDirectory(path);
        var temporary = Path.Join(directory, ".~ea-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                RandomAccess.Write(handle, bytes, 0);
                RandomAccess.FlushToDisk(handle);
            }

            this.RefuseStale(path, expected);
            File.Move(temporary, path.Absolute, overwrite: expected is not null);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public void Delete(WorkspacePath path, ContentHash expected)
    {
        RefuseMovedDirectory(path);
        this.RefuseStale(path, expected);
        File.Delete(path.Absolute);
    }

    public void Move(WorkspacePath from, WorkspacePath to, ContentHash expected)
    {
        RefuseMovedDirectory(from);
        RefuseMovedDirectory(to);
        this.RefuseStale(from, expected);
        this.RefuseStale(to, null);
        Directory.CreateDirectory(Path.GetDirectoryName(to.Absolute)!);
        RefuseMovedDirectory(to);
        File.Move(from.Absolute, to.Absolute, overwrite: false);
    }

    /// <summary>A directory that became a link since the path was resolved would lead the operation elsewhere.</summary>
    private static void RefuseMovedDirectory(WorkspacePath path)
    {
        var directory = Path.GetDirectoryName(path.Absolute);
        if (directory is not null && (RealPath.Of(directory) is not RealPath.Found found || found.Path != directory))
        {
            throw Stale.Relinked(path);
        }
    }

    private void RefuseStale(WorkspacePath path, ContentHash? expected)
    {
        using var handle = this.Open(path, out _);
        if (handle is null)
        {
            if (expected is not null)
            {
                throw Stale.Missing(path);
            }

            return;
        }

        if (expected is null)
        {
            throw Stale.Exists(path);
        }

        using var stream = new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 0);
        if (Convert.ToHexStringLower(SHA256.HashData(stream)) != expected.Value.Value)
        {
            throw Stale.Changed(path);
        }
    }
}
