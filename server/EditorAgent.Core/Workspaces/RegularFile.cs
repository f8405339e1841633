using System.Runtime.Versioning;
using EditorAgent.Core.Workspaces.Disk;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces;

/// <summary>Opens what is a plain file and nothing else: a pipe or a device could block or never end.</summary>
public static class RegularFile
{
    /// <summary>For a file that is met on the way and may be anything: null for whatever cannot be read as a plain file.</summary>
    /// <param name="absolute">The file; its last name may not be a link.</param>
    public static SafeFileHandle? TryOpen(string absolute)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryOpenOnWindows(absolute);
        }

        try
        {
            using var directory = UnixDirectory.Open(Path.GetDirectoryName(absolute) ?? "/");
            return TryOpenIn(directory, Path.GetFileName(absolute));
        }
        catch (IOException)
        {
            return null;
        }
    }

    [UnsupportedOSPlatform("windows")]
    internal static SafeFileHandle? TryOpenIn(UnixDirectory directory, string names)
    {
        try
        {
            var handle = directory.TryOpenFile(names);
            if (handle is null || FileStatus.Of(handle).Kind == FileKind.Regular)
            {
                return handle;
            }

            handle.Dispose();
            return null;
        }
        catch (UnixException)
        {
            return null;
        }
    }

    internal static SafeFileHandle? TryOpenOnWindows(string absolute)
    {
        try
        {
            var handle = File.OpenHandle(absolute, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if ((File.GetAttributes(handle) & (FileAttributes.ReparsePoint | FileAttributes.Device)) == 0)
            {
                return handle;
            }

            handle.Dispose();
            return null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
