using System.Runtime.InteropServices;
using System.Text;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>Moves a file, a link or a directory, across file systems too; links are moved as links and never followed.</summary>
internal static class MovedTree
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="IOException">It could not be moved whole.</exception>
    public static void Move(string source, string target)
    {
        MakeDirectory(Path.GetDirectoryName(target)!);
        if (!OperatingSystem.IsWindows() && Rename(Encoding.UTF8.GetBytes(source + '\0'), Encoding.UTF8.GetBytes(target + '\0')) == 0)
        {
            return;
        }

        if (IsDirectory(source))
        {
            MoveDirectory(source, target);
        }
        else
        {
            MoveFile(source, target);
        }
    }

    private static void MoveDirectory(string source, string target)
    {
        MakeDirectory(target);
        Open(source, Private);
        foreach (var entry in Directory.EnumerateFileSystemEntries(source))
        {
            var inside = Path.Combine(target, Path.GetFileName(entry));
            if (IsDirectory(entry))
            {
                MoveDirectory(entry, inside);
            }
            else
            {
                MoveFile(entry, inside);
            }
        }

        Directory.Delete(source);
    }

    /// <summary>A pipe, a socket or a device holds nothing worth keeping, and cannot be copied to another file system.</summary>
    private static void MoveFile(string source, string target)
    {
        var file = new FileInfo(source);
        if (file.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
            file.Delete();
            return;
        }

        Open(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Workspaces.RegularFile.TryOpen(source) is { } handle)
        {
            handle.Dispose();
            File.Move(source, target);
        }
        else
        {
            file.Delete();
        }
    }

    /// <summary>A command may have taken our own right to read away.</summary>
    private static void Open(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static bool IsDirectory(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Private);
        }
    }

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int Rename(byte[] source, byte[] target);
}
