using EditorAgent.BuiltInTools.Shell;
using EditorAgent.BuiltInTools.Tests;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Tests.BuiltInTools.Tests;

/// <summary>A copy of the invoicing fixture in a temporary folder, with the tool that tests it.</summary>
internal sealed class InvoicingCopy : IDisposable
{
    /// <param name="affected">From the copy's root, which tests reach what has changed; null where nobody knows.</param>
    public InvoicingCopy(Func<string, TestSelection>? affected = null)
    {
        this.Root = Directory.CreateTempSubdirectory("editoragent-invoicing-").FullName;
        var original = Path.Combine(RepositoryRoot(), "tests", "fixtures", "workspaces", "invoicing");
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(original, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(name => name is "bin" or "obj"))
            {
                var target = Path.Combine(this.Root, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        this.RunTests = new RunTestsTool(new Workspace(this.Root, [], []), new DiskWorkspaceFiles(), new SpillDirectory(null), Sandbox.Absent("not in this test"), TimeProvider.System, affected is null ? null : _ => ValueTask.FromResult(affected(this.Root)), this.Outcomes);
    }

    public string Root { get; }

    public RunTestsTool RunTests { get; }

    public TestOutcomes Outcomes { get; } = new();

    public void Replace(string file, string old, string replacement)
    {
        var path = Path.Combine(this.Root, file);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, replacement, StringComparison.Ordinal) : throw new ArgumentException($"{file} does not hold {old}"));
    }

    public void Dispose() => Directory.Delete(this.Root, recursive: true);

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "EditorAgent.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("No EditorAgent.sln above the tests.");
        }

        return directory;
    }
}
