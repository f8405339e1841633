using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Permissions;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>The files of the workspace that may be named: not what git ignores, not what a rule denies.</summary>
internal sealed class WorkspaceFileList(ToolBench bench)
{
    private const int Most = 20_000;

    private readonly WithheldFiles withheld = new(bench.Parts.Permissions, bench.Parts.Workspace, "read");

    /// <returns>Absolute paths, and paths from the root, in the order of the walk.</returns>
    public IEnumerable<(string Absolute, string Relative)> All(CancellationToken cancellationToken)
    {
        var workspace = bench.Parts.Workspace;
        return FileWalk.Below(workspace, workspace.RealRoot, cancellationToken)
            .Where(file => !this.withheld.HidesName("list", file))
            .Take(Most)
            .Select(file => (file, workspace.NameOf(file)));
    }
}
