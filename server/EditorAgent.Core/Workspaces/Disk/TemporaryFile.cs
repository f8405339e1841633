using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// A whole new content beside the file that it is for, under a name that nobody can foresee. Gone when disposed, unless it took the
/// file's place or somebody else put theirs under its name.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".~ea-";

    private readonly UnixDirectory directory;
    private FileStatus status;

    private TemporaryFile(UnixDirectory directory, string name)
    {
        this.directory = directory;
        this.Name = name;
    }

    public string Name { get; }

    /// <summary>Whether what has the name is what was written here.</summary>
    public bool IsOurs => this.directory.StatusOf(this.Name) is { } now && now.IsSameFile(this.status);

    public static string NewName() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>On the disk when this returns.</summary>
    /// <param name="directory">Where; stays the caller's.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="mode">What a new file may be opened for, before the system takes away what the user never gives.</param>
    /// <param name="like">The file whose owner and mode it gets.</param>
    public static TemporaryFile Write(UnixDirectory directory, ReadOnlySpan<byte> bytes, uint mode, FileStatus? like)
    {
        var name = NewName();
        using var handle = directory.Create(name, mode);
        var file = new TemporaryFile(directory, name);
        try
        {
            file.status = FileStatus.Of(handle);
            if (like is { } model)
            {
                if (model.Owner != file.status.Owner || model.Group != file.status.Group)
                {
                    _ = LibC.ChangeOwner(handle, model.Owner, model.Group);
                }

                _ = LibC.ChangeMode(handle, model.Permissions);
            }

            RandomAccess.Write(handle, bytes, 0);
            RandomAccess.FlushToDisk(handle);
            if (RandomAccess.GetLength(handle) != bytes.Length)
            {
                throw new IOException("the disk did not take all bytes");
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            if (this.IsOurs)
            {
                this.directory.Delete(this.Name);
            }
        }
        catch (UnixException)
        {
            // The directory is gone or closed to us by now: there is nothing that could be tidied.
        }
    }
}
