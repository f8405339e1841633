using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces;

/// <summary>Opens what is a plain file and nothing else: a pipe or a device could block or never end.</summary>
public static class RegularFile
{
    private const int NoEntry = 2;
    private const int NotADirectory = 20;
    private const int NoAccess = 13;

    // What opening a socket, a device without a driver, and a link put in place of the file gives.
    private const int NoSuchDevice = 6;
    private const int NoDriver = 19;
    private const int TooManyLinks = 40;
    private const int TooManyLinksOnMac = 62;

    /// <summary>For a search that meets files on its way: whatever cannot be read as a plain file is no concern of it.</summary>
    /// <param name="absolute">A path without links on the way, as a walk that follows none finds it.</param>
    public static SafeFileHandle? TryOpen(string absolute)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryOpenOnWindows(absolute);
        }

        var handle = UnixFile.OpenForReading(absolute);
        if (!handle.IsInvalid && UnixFile.IsRegular(handle))
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="WorkspaceFileException">It is a directory, a link, a pipe or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    internal static SafeFileHandle? Open(WorkspacePath path)
    {
        if (Directory.Exists(path.Absolute))
        {
            throw new WorkspaceFileException($"{path} is a directory; use list to see what is in it.");
        }

        return OperatingSystem.IsWindows() ? OpenOnWindows(path) : OpenOnUnix(path);
    }

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? OpenOnUnix(WorkspacePath path)
    {
        var handle = UnixFile.OpenForReading(path.Absolute);
        if (!handle.IsInvalid)
        {
            if (UnixFile.IsRegular(handle))
            {
                return handle;
            }

            handle.Dispose();
            throw NotRegular(path);
        }

        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return error switch
        {
            NoEntry or NotADirectory => null,
            NoAccess => throw new UnauthorizedAccessException(),
            NoSuchDevice or NoDriver or TooManyLinks or TooManyLinksOnMac => throw NotRegular(path),
            _ => throw new IOException(Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    private static SafeFileHandle? OpenOnWindows(WorkspacePath path)
    {
        try
        {
            var handle = File.OpenHandle(path.Absolute, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if ((File.GetAttributes(handle) & (FileAttributes.ReparsePoint | FileAttributes.Device)) == 0)
            {
                return handle;
            }

            handle.Dispose();
            throw NotRegular(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static SafeFileHandle? TryOpenOnWindows(string absolute)
    {
        try
        {
            return File.OpenHandle(absolute, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static WorkspaceFileException NotRegular(WorkspacePath path) =>
        new($"{path} is not a regular file (a pipe, socket, device or link), so its content cannot be used.");
}
