using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>The journal on the disk: grows by whole lines. Used by one thread at a time.</summary>
internal sealed class JournalFile : IDisposable
{
    public const string Name = "journal.jsonl";
    private readonly string path;
    private FileStream file;

    private JournalFile(string path, long length, FileMode mode)
    {
        this.path = path;
        this.Length = length;
        this.file = this.Open(mode);
    }

    /// <summary>Where the last line that was written whole ends.</summary>
    public long Length { get; private set; }

    /// <summary>A file that did not exist: never one that somebody laid there, nor what a link leads to.</summary>
    /// <exception cref="IOException">Something has the name.</exception>
    public static JournalFile Create(string path) => new(path, 0, FileMode.CreateNew);

    /// <param name="path">A file that exists.</param>
    /// <param name="length">Where the last good line ends. What lies behind is overwritten.</param>
    public static JournalFile Open(string path, long length) => new(path, length, FileMode.Open);

    /// <summary>
    /// Writes whole lines in one call. A failure is tried once more on the reopened file, cut back to its last good line; when that
    /// fails too, the file is left with whole lines only, as far as the disk lets us.
    /// </summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        try
        {
            RandomAccess.Write(this.file.SafeFileHandle, lines, this.Length);
        }
        catch (IOException)
        {
            this.AppendAgain(lines);
        }

        this.Length += lines.Length;
    }

    public void Sync() => RandomAccess.FlushToDisk(this.file.SafeFileHandle);

    public void Dispose() => this.file.Dispose();

    private void AppendAgain(ReadOnlySpan<byte> lines)
    {
        this.Reopen();
        try
        {
            RandomAccess.Write(this.file.SafeFileHandle, lines, this.Length);
        }
        catch (IOException)
        {
            this.Reopen();
            throw;
        }
    }

    private void Reopen()
    {
        this.file.Dispose();
        this.file = this.Open(FileMode.Open);
        this.file.SetLength(this.Length);
        Span<byte> last = stackalloc byte[1];
        if (this.Length > 0 && (RandomAccess.Read(this.file.SafeFileHandle, last, this.Length - 1) != 1 || last[0] != (byte)'\n'))
        {
            throw new IOException("the journal does not end where it should: something else has written to it");
        }
    }

    private FileStream Open(FileMode mode) => PrivateFiles.Open(this.path, mode, FileAccess.ReadWrite, FileShare.ReadWrite);
}
