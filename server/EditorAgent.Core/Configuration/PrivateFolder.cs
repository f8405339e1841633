using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// A folder of files that speak for the user: only they may read or write it. Files are replaced whole or not at all. What others could
/// have written, or what is reached through a link, is not read.
/// </summary>
public sealed class PrivateFolder(string directory, TimeProvider time)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Foreign = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int LargestFile = 32 * 1024 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public string Path => directory;

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="IOException">It cannot be read, or others could have written it; the message says which.</exception>
    public byte[]? Read(string name)
    {
        var file = System.IO.Path.Combine(directory, name);
        if (!System.IO.Path.Exists(file))
        {
            return null;
        }

        Inspect(directory);
        Inspect(file);
        using var handle = RegularFile.TryOpen(file) ?? throw new IOException($"{file} cannot be read, or is no regular file.");
        if (RandomAccess.GetLength(handle) > LargestFile)
        {
            throw new IOException($"{file} is too large to be ours.");
        }

        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>On the disk when it returns, readable by the user alone.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        this.Create();
        var temporary = System.IO.Path.Combine(directory, $".{Guid.NewGuid():N}.new");
        try
        {
            using (var stream = new FileStream(temporary, Exclusive()))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, System.IO.Path.Combine(directory, name), overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <returns>Whether there was such a file.</returns>
    public bool Delete(string name)
    {
        var file = System.IO.Path.Combine(directory, name);
        var was = System.IO.Path.Exists(file);
        File.Delete(file);
        return was;
    }

    /// <summary>Names of files, unordered; none where the folder does not exist.</summary>
    public IEnumerable<string> Names(string pattern) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, pattern).Select(file => System.IO.Path.GetFileName(file))
        : [];

    /// <summary>Keeps other processes from changing the folder until disposed, so that what was read is still so when it is written.</summary>
    /// <exception cref="IOException">Another process keeps it for too long.</exception>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        this.Create();
        var file = System.IO.Path.Combine(directory, ".lock");
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                return File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(begin) < LongestWait)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
            }
        }
    }

    private void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, Owner | UnixFileMode.UserExecute);
        Inspect(directory);
    }

    private static void Inspect(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"{path} is a link; nothing is read through it.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Foreign) != 0)
        {
            throw new IOException($"{path} can be written by others than you, so it proves nothing. Take those permissions away (chmod go-w) and look at what it says.");
        }
    }

    private static FileStreamOptions Exclusive()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return options;
    }
}
