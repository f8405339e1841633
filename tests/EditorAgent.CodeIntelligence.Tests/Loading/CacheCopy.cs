using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

/// <summary>A cache of its own with what another has stored.</summary>
internal sealed class CacheCopy : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-cache-");

    public CacheCopy(CachedWorkspace workspace)
    {
        var stored = Directory.GetFiles(workspace.Store, "*.load").Single();
        this.File = Path.Join(this.folder.FullName, Path.GetFileName(stored));
        System.IO.File.Copy(stored, this.File);
    }

    public string File { get; }

    public SolutionCache Cache => new(this.folder.FullName);

    public void Dispose() => this.folder.Delete(recursive: true);
}
