namespace EditorAgent.CodeIntelligence.Tests.Index;

/// <summary>A directory of files that is gone at the end, and beside it one for caches.</summary>
internal sealed class TemporaryWorkspace : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-index-");

    public TemporaryWorkspace() => Directory.CreateDirectory(this.Root);

    public string Root => Path.Join(this.folder.FullName, "workspace");

    public string Cache => Path.Join(this.folder.FullName, "cache");

    /// <summary>Writes a file that looks old, so that its time can be trusted.</summary>
    public string Write(string path, string text)
    {
        var absolute = this.Full(path);
        Directory.CreateDirectory(Path.GetDirectoryName(absolute)!);
        File.WriteAllText(absolute, text);
        File.SetLastWriteTimeUtc(absolute, new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return absolute;
    }

    public string Full(string path) => Path.Join(this.Root, path.Replace('/', Path.DirectorySeparatorChar));

    public void Dispose() => this.folder.Delete(recursive: true);
}
