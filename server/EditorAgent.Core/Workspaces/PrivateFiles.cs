using System.Security.Cryptography;
using EditorAgent.Core.Workspaces.Disk;

namespace EditorAgent.Core.Workspaces;

/// <summary>Files and directories that only their owner can read: sessions and permissions are nobody else's business.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerDirectory);
    }

    /// <summary>Opens without a buffer: what is written is with the operating system when the call returns.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes the names in a directory durable, as syncing a file makes its bytes. Windows has no such call and needs none.</summary>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The dot: the directory itself may be a link of the user's.
        using var directory = UnixDirectory.Open(path + "/.");
        directory.Sync();
    }

    /// <summary>Puts the bytes in place of the file in one step, so that a reader sees the old or the new.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        // A name that nobody can foresee, and only a new file: a link laid there beforehand would lead the bytes elsewhere.
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        using (var file = Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
