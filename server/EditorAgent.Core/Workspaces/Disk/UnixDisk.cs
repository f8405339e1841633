using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// Every operation holds a handle of the file's directory, opened beneath the root's, and names only the file in it. A change is written
/// to a temporary file first and then exchanged with the old one in one step; what came out is compared with what should have been
/// there, and put back when it is something else. A foreign write in the last moment is therefore noticed, not lost.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixDisk : IDisk
{
    private const uint OwnerOnly = 0x180;
    private const uint Anybody = 0x1B6;
    private const uint WriteBits = 0x92;

    public SafeFileHandle? Open(WorkspacePath path, out int links)
    {
        links = 1;
        var root = RootOf(path);
        var names = root.NamesOf(path.Absolute);
        var directory = root.Enter();
        if (names.Length == 0)
        {
            throw IsDirectory(path);
        }

        SafeFileHandle? handle = null;
        try
        {
            handle = directory.TryOpenFile(names);
            if (handle is null)
            {
                return null;
            }

            var status = FileStatus.Of(handle);
            links = (int)Math.Min(status.Links, int.MaxValue);
            return status.Kind switch
            {
                FileKind.Regular => handle,
                FileKind.Directory => throw IsDirectory(path),
                _ => throw Stale.NotRegular(path),
            };
        }
        catch (UnixException failure)
        {
            handle?.Dispose();
            throw failure.Errno is UnixErrorCode.ENXIO or UnixErrorCode.ENODEV ? Stale.NotRegular(path) : Explained(failure, path);
        }
        catch
        {
            handle?.Dispose();
            throw;
        }
    }

    public void Replace(WorkspacePath path, ReadOnlySpan<byte> bytes, ContentHash? expected)
    {
        try
        {
            using var directory = this.OpenParent(path, creates: expected is null);
            if (directory is null)
            {
                throw Stale.Missing(path);
            }

            var name = NameOf(path);
            var target = directory.StatusOf(name);
            RefuseUnfit(path, directory, name, target);
            if (target is null != expected is null)
            {
                throw target is null ? Stale.Missing(path) : Stale.Exists(path);
            }

            using var temporary = TemporaryFile.Write(directory, bytes, target is null ? Anybody : OwnerOnly, target);
            if (expected is { } hash)
            {
                Exchange(path, directory, name, temporary, hash);
            }
            else
            {
                PutNew(path, directory, name, temporary);
            }

            directory.Sync();
        }
        catch (UnixException failure)
        {
            throw Explained(failure, path);
        }
    }

    public void Delete(WorkspacePath path, ContentHash expected)
    {
        try
        {
            using var directory = this.OpenParent(path, creates: false) ?? throw Stale.Missing(path);
            var name = NameOf(path);
            RefuseUnfit(path, directory, name, directory.StatusOf(name));
            RefuseChanged(path, directory, name, expected);
            var aside = TemporaryFile.NewName();
            directory.MoveToNew(name, directory, aside);
            if (!Holds(directory, aside, expected))
            {
                directory.MoveToNew(aside, directory, name);
                throw Stale.Changed(path);
            }

            directory.Delete(aside);
            directory.Sync();
        }
        catch (UnixException failure)
        {
            throw Explained(failure, path);
        }
    }

    public void Move(WorkspacePath from, WorkspacePath to, ContentHash expected)
    {
        try
        {
            using var source = this.OpenParent(from, creates: false) ?? throw Stale.Missing(from);
            var name = NameOf(from);
            RefuseUnfit(from, source, name, source.StatusOf(name));
            RefuseChanged(from, source, name, expected);
            using var target = this.OpenParent(to, creates: true)!;
            var newName = NameOf(to);
            try
            {
                source.MoveToNew(name, target, newName);
            }
            catch (UnixException taken) when (taken.Errno == UnixErrorCode.EEXIST)
            {
                throw Stale.Exists(to);
            }

            if (!Holds(target, newName, expected))
            {
                target.MoveToNew(newName, source, name);
                throw Stale.Changed(from);
            }

            target.Sync();
            source.Sync();
        }
        catch (UnixException failure) when (failure.Errno == UnixErrorCode.EXDEV)
        {
            throw new WorkspaceFileException($"{from} and {to} are on different file systems; nothing was changed. Write the new file instead.", failure);
        }
        catch (UnixException failure)
        {
            throw Explained(failure, from);
        }
    }

    private static WorkspaceRoot RootOf(WorkspacePath path) =>
        path.Root ?? throw new WorkspaceFileException($"{path} was not looked up in this workspace; nothing was changed.");

    private static string NameOf(WorkspacePath path) => path.Absolute[(path.Absolute.LastIndexOf('/') + 1)..];

    private static WorkspaceFileException IsDirectory(WorkspacePath path) => new($"{path} is a directory; use list to see what is in it.");

    private static void PutNew(WorkspacePath path, UnixDirectory directory, string name, TemporaryFile temporary)
    {
        try
        {
            directory.MoveToNew(temporary.Name, directory, name);
        }
        catch (UnixException taken) when (taken.Errno == UnixErrorCode.EEXIST)
        {
            throw Stale.Exists(path);
        }
    }

    private static void Exchange(WorkspacePath path, UnixDirectory directory, string name, TemporaryFile temporary, ContentHash expected)
    {
        RefuseChanged(path, directory, name, expected);
        if (!directory.TryExchange(temporary.Name, name))
        {
            directory.Replace(temporary.Name, name);
            return;
        }

        if (Holds(directory, temporary.Name, expected))
        {
            directory.Delete(temporary.Name);
            return;
        }

        directory.TryExchange(temporary.Name, name);
        throw temporary.IsOurs
            ? Stale.Changed(path)
            : new WorkspaceFileException(
                $"{path} was written by somebody else twice while it was being replaced. Both versions are kept: the file itself and {temporary.Name} beside it.");
    }

    private static void RefuseUnfit(WorkspacePath path, UnixDirectory directory, string name, FileStatus? target)
    {
        switch (target?.Kind)
        {
            case FileKind.Directory:
                throw Stale.Directory(path);
            case FileKind.Link:
                throw Stale.Relinked(path);
            case FileKind.Special:
                throw Stale.NotRegular(path);
            case FileKind.Regular when (target.Value.Mode & WriteBits) == 0:
                throw Stale.ReadOnly(path);
            case FileKind.Regular when !directory.CanWrite(name):
                throw UnixException.Last();
        }
    }

    private static void RefuseChanged(WorkspacePath path, UnixDirectory directory, string name, ContentHash expected)
    {
        if (directory.StatusOf(name) is not { } status)
        {
            throw Stale.Missing(path);
        }

        if (status.Kind != FileKind.Regular || !Holds(directory, name, expected))
        {
            throw Stale.Changed(path);
        }
    }

    private static bool Holds(UnixDirectory directory, string name, ContentHash expected)
    {
        using var handle = directory.TryOpenFile(name);
        if (handle is null || FileStatus.Of(handle).Kind != FileKind.Regular)
        {
            return false;
        }

        using var stream = new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == expected.Value;
    }

    private static Exception Explained(UnixException failure, WorkspacePath path)
    {
        if (failure.Errno == UnixErrorCode.ELOOP || failure.Errno == UnixErrorCode.EXDEV)
        {
            return Stale.Relinked(path);
        }

        return failure.Errno is UnixErrorCode.EACCES or UnixErrorCode.EPERM ? new UnauthorizedAccessException(failure.Message, failure) : failure;
    }

    /// <returns>Null when it is missing and not to be made.</returns>
    private UnixDirectory? OpenParent(WorkspacePath path, bool creates)
    {
        var root = RootOf(path);
        if (root.IsReadOnly)
        {
            throw Stale.ReadOnly(path);
        }

        var names = root.NamesOf(path.Absolute);
        if (names.Length == 0)
        {
            throw Stale.Directory(path);
        }

        var parent = names[..Math.Max(0, names.LastIndexOf('/'))];
        var directory = root.Enter();
        try
        {
            return creates ? directory.OpenOrCreateDirectory(parent) : directory.OpenDirectory(parent);
        }
        catch (UnixException missing) when (missing.Errno == UnixErrorCode.ENOENT && !creates)
        {
            return null;
        }
        catch (UnixException blocked) when (blocked.Errno == UnixErrorCode.ENOTDIR)
        {
            throw new WorkspaceFileException($"A directory on the way to {path} is a file or was replaced by one; nothing was changed.", blocked);
        }
    }
}
