using EditorAgent.Core.Agent.Importing;
using EditorAgent.Tests.Architecture;
using EditorAgent.Tests.Workspaces;

namespace EditorAgent.Tests.Agent.Importing;

/// <summary>A copy of the set-ups in the fixtures, where tests may write.</summary>
internal sealed class ImportBench : IDisposable
{
    public ImportBench()
    {
        Copy(Fixture("home"), this.Files["home"]);
        Copy(Fixture("workspace"), this.Files["workspace"]);
        this.Places = new SetupPlaces(this.Files["home"], this.Files["workspace"], new Dictionary<string, string>());
    }

    public TemporaryDirectory Files { get; } = new();

    public SetupPlaces Places { get; }

    public ImportTarget User => new(this.Files["user"], this.Files["user/AGENTS.md"], false);

    public ImportTarget Workspace => ImportTarget.OfWorkspace(this.Files["workspace"]);

    public static string Fixture(string name) => Path.Combine(RepositoryTree.Root, "tests", "fixtures", "imports", name);

    public void Dispose() => this.Files.Dispose();

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
