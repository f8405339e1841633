namespace EditorAgent.Tests.Workspaces;

/// <summary>A real directory that is gone after the test; its path has no links in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ea-test-").FullName;

    public string this[string relative] => System.IO.Path.Join(this.Path, relative);

    public string Write(string relative, ReadOnlySpan<byte> content)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string relative, string content) => this.Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    public byte[] Read(string relative) => File.ReadAllBytes(this[relative]);

    public string ReadText(string relative) => File.ReadAllText(this[relative]);

    public void Dispose() => Directory.Delete(this.Path, recursive: true);
}
