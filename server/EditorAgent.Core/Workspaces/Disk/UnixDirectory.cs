using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// An open directory. Whatever is done here is done relative to the handle, so a name cannot come to mean another directory between a
/// check and its use. No member follows a link.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixDirectory(SafeFileHandle handle) : IDisposable
{
    /// <summary>The system asks for another try while directories on the way are being renamed.</summary>
    private const int MostTries = 1000;

    /// <summary>Known after the first try: old kernels lack the call, and some containers forbid it.</summary>
    private static volatile bool lacksOpenAt2 = !OperatingSystem.IsLinux();

    public SafeFileHandle Handle => handle;

    public void Dispose() => handle.Dispose();

    /// <summary>The directory at an absolute path; its last name may not be a link.</summary>
    public static UnixDirectory Open(string absolute)
    {
        var descriptor = LibC.Open(in Encode(absolute)[0], LibC.ReadOnly | LibC.DirectoryOnly | LibC.NoFollow | LibC.CloseOnExec);
        return new UnixDirectory(Opened(descriptor));
    }

    /// <param name="relative">Names separated by slashes, none of them <c>..</c>; empty for the directory itself.</param>
    public UnixDirectory OpenDirectory(string relative) => new(this.OpenBeneath(relative.Length == 0 ? "." : relative, LibC.ReadOnly | LibC.DirectoryOnly));

    /// <summary>Opens for reading, without waiting for a pipe's other end. What it is has to be asked of the handle.</summary>
    public SafeFileHandle OpenFile(string relative) => this.OpenBeneath(relative, LibC.ReadOnly | LibC.NonBlocking);

    /// <summary>The same, and null when there is nothing of the name.</summary>
    public SafeFileHandle? TryOpenFile(string relative)
    {
        try
        {
            return this.OpenFile(relative);
        }
        catch (UnixException missing) when (missing.Errno is UnixErrorCode.ENOENT or UnixErrorCode.ENOTDIR)
        {
            return null;
        }
    }

    public FileStatus? StatusOf(string name) => FileStatus.Of(handle, name);

    /// <summary>A new file, open for writing.</summary>
    public SafeFileHandle Create(string name, uint mode)
    {
        var flags = LibC.WriteOnly | LibC.Create | LibC.Exclusive | LibC.NoFollow | LibC.CloseOnExec;
        var created = Opened(LibC.OpenAt(handle, in Encode(name)[0], flags, mode));
        if (OperatingSystem.IsMacOS())
        {
            _ = LibC.ChangeMode(created, mode & ~0x12u);
        }

        return created;
    }

    /// <summary>Opens a directory beneath, making the names that are missing.</summary>
    public UnixDirectory OpenOrCreateDirectory(string relative)
    {
        try
        {
            return this.OpenDirectory(relative);
        }
        catch (UnixException missing) when (missing.Errno == UnixErrorCode.ENOENT)
        {
            return this.CreateDirectories(relative);
        }
    }

    /// <summary>Takes the other name's place, whatever it holds.</summary>
    public void Replace(string name, string target) => Check(LibC.RenameAt(handle, in Encode(name)[0], handle, in Encode(target)[0]));

    /// <summary>Two names change places in one step; false where the file system cannot do it.</summary>
    public bool TryExchange(string name, string other)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        if (LibC.RenameAt2(handle, in Encode(name)[0], handle, in Encode(other)[0], LibC.RenameExchange) == 0)
        {
            return true;
        }

        var failure = UnixException.Last();
        return IsUnsupported(failure.Errno) ? false : throw failure;
    }

    /// <summary>Gives a file a name that nothing has yet.</summary>
    /// <exception cref="UnixException">EEXIST when something has it.</exception>
    public void MoveToNew(string name, UnixDirectory to, string newName)
    {
        var from = Encode(name);
        var target = Encode(newName);
        if (OperatingSystem.IsLinux())
        {
            if (LibC.RenameAt2(handle, in from[0], to.Handle, in target[0], LibC.RenameNoReplace) == 0)
            {
                return;
            }

            var failure = UnixException.Last();
            if (!IsUnsupported(failure.Errno))
            {
                throw failure;
            }
        }

        // A second name is refused where one exists; the first one then goes.
        Check(LibC.LinkAt(handle, in from[0], to.Handle, in target[0], 0));
        Check(LibC.UnlinkAt(handle, in from[0], 0));
    }

    public void Delete(string name) => Check(LibC.UnlinkAt(handle, in Encode(name)[0], 0));

    public bool CanWrite(string name) => LibC.AccessAt(handle, in Encode(name)[0], 2, 0) == 0;

    /// <summary>Makes names durable. Best effort: some file systems refuse it, and then have their own promise.</summary>
    public void Sync() => _ = LibC.Sync(handle);

    private static bool IsUnsupported(int errno) =>
        errno == UnixErrorCode.EINVAL || errno == UnixErrorCode.ENOSYS || errno == UnixErrorCode.EOPNOTSUPP;

    private static byte[] Encode(string name) => Encoding.UTF8.GetBytes(name + '\0');

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw UnixException.Last();
        }
    }

    private static SafeFileHandle Opened(int descriptor) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw UnixException.Last();

    private UnixDirectory CreateDirectories(string relative)
    {
        var current = this.OpenDirectory("");
        foreach (var name in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var next = current.OpenOrCreateChild(name);
                current.Dispose();
                current = next;
            }
            catch
            {
                current.Dispose();
                throw;
            }
        }

        return current;
    }

    private UnixDirectory OpenOrCreateChild(string name)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return this.OpenDirectory(name);
            }
            catch (UnixException missing) when (missing.Errno == UnixErrorCode.ENOENT && attempt < MostTries)
            {
                if (LibC.MakeDirectoryAt(handle, in Encode(name)[0], 0x1FF) == 0)
                {
                    this.Sync();
                    continue;
                }

                var failure = UnixException.Last();
                if (failure.Errno != UnixErrorCode.EEXIST)
                {
                    throw failure;
                }
            }
        }
    }

    private SafeFileHandle OpenBeneath(string relative, int flags)
    {
        flags |= LibC.NoFollow | LibC.CloseOnExec;
        if (lacksOpenAt2)
        {
            return this.OpenStepByStep(relative, flags);
        }

        var path = Encode(relative);
        var how = new OpenHow((ulong)flags, 0, OpenHow.Beneath | OpenHow.NoSymlinks | OpenHow.NoMagicLinks);
        for (var attempt = 0; ; attempt++)
        {
            var descriptor = LibC.OpenAt2(handle, in path[0], in how);
            if (descriptor >= 0)
            {
                return new SafeFileHandle(descriptor, ownsHandle: true);
            }

            var failure = UnixException.Last();
            if (failure.Errno == UnixErrorCode.EAGAIN && attempt < MostTries)
            {
                continue;
            }

            if (failure.Errno == UnixErrorCode.ENOSYS || (failure.Errno == UnixErrorCode.EPERM && attempt == 0))
            {
                lacksOpenAt2 = failure.Errno == UnixErrorCode.ENOSYS;
                return this.OpenStepByStep(relative, flags);
            }

            throw failure;
        }
    }

    /// <summary>The same promise without openat2: each directory on the way is opened from the one before, and none may be a link.</summary>
    private SafeFileHandle OpenStepByStep(string relative, int flags)
    {
        var names = relative.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var current = handle;
        for (var index = 0; index < names.Length; index++)
        {
            if (names[index] == "..")
            {
                throw new UnixException(UnixErrorCode.EXDEV);
            }

            var isLast = index == names.Length - 1;
            var wanted = isLast ? flags : LibC.ReadOnly | LibC.DirectoryOnly | LibC.NoFollow | LibC.CloseOnExec;
            var descriptor = LibC.OpenAt(current, in Encode(names[index])[0], wanted, 0);
            var failure = descriptor < 0 ? UnixException.Last() : null;
            if (current != handle)
            {
                current.Dispose();
            }

            if (failure is not null)
            {
                throw failure;
            }

            current = new SafeFileHandle(descriptor, ownsHandle: true);
        }

        return current;
    }
}
