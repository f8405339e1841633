namespace EditorAgent.Benchmarks;

/// <summary>A folder of text files of 3.9 KB each.</summary>
internal sealed class BenchmarkWorkspace : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-bench-ws-");

    public string Folder => this.folder.FullName;

    public static BenchmarkWorkspace Create(int files)
    {
        var workspace = new BenchmarkWorkspace();
        for (var file = 0; file < files; file++)
        {
            var lines = Enumerable.Range(0, 78).Select(line => $"{file:d3}:{line:d3} the quick brown fox jumps over the lazy dog");
            File.WriteAllText(Path.Combine(workspace.Folder, $"f{file:d3}.txt"), string.Join('\n', lines));
        }

        return workspace;
    }

    public void Dispose() => this.folder.Delete(recursive: true);
}
