namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

/// <summary>What a look at a file costs nothing to know. A file that is not there has the stamp <see cref="Absent"/>.</summary>
/// <param name="WrittenAt">In ticks of UTC.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct FileStamp(long WrittenAt, long Length)
{
    public static readonly FileStamp Absent = new(0, -1);

    /// <summary>Clocks of file systems tick coarsely: what was written this shortly before it was looked at may change without a new stamp.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    public bool Exists => this.Length >= 0;

    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.LastWriteTimeUtc.Ticks, file.Length) : Absent;
    }

    public static FileStamp OfDirectory(string path)
    {
        var directory = new DirectoryInfo(path);
        return directory.Exists ? new(directory.LastWriteTimeUtc.Ticks, 0) : Absent;
    }

    /// <summary>Whether a look at <paramref name="seenAt"/> may have missed a later write with the same stamp.</summary>
    public bool WasYoungAt(DateTimeOffset seenAt) => this.Exists && seenAt.UtcTicks - this.WrittenAt < Young.Ticks;
}
