namespace EditorAgent.Benchmarks;

/// <summary>1,000 files of 100 lines that look a little like code, always the same, with a rare word in some.</summary>
internal sealed class SearchTree : IDisposable
{
    private static readonly string[] Words =
    [
        "public", "static", "invoice", "customer", "return", "await", "var", "Task", "string", "if",
        "else", "value", "count", "items", "Process", "Handle", "null", "new", "order", "total",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-bench-search-");

    public string Folder => this.folder.FullName;

    public static SearchTree Create()
    {
        var tree = new SearchTree();
        var random = new Random(7);
        File.WriteAllText(Path.Combine(tree.Folder, ".gitignore"), "bin/\nobj/\n*.log\n");
        for (var file = 0; file < 1000; file++)
        {
            var directory = Path.Combine(tree.Folder, "src", $"m{file / 200}", $"p{file / 20}");
            Directory.CreateDirectory(directory);
            using var writer = new StreamWriter(Path.Combine(directory, $"File{file % 20}.cs"));
            for (var line = 0; line < 100; line++)
            {
                var words = Enumerable.Range(0, random.Next(3, 12)).Select(_ => Words[random.Next(Words.Length)]);
                writer.WriteLine(new string(' ', random.Next(4) * 4) + string.Join(' ', words) + (random.Next(500) == 0 ? " NeedleInHaystack" : ""));
            }
        }

        return tree;
    }

    public void Dispose() => this.folder.Delete(recursive: true);
}
