using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>The folders that a server is told to work in: the outermost ones that hold a marker, else the workspace's roots.</summary>
internal static class ProjectRoots
{
    private const int Most = 20;

    public static ImmutableArray<WorkspaceFolder> Of(LanguageServerDeclaration server, Workspace workspace, CancellationToken cancellationToken)
    {
        var roots = workspace.RealRoots;
        var marked = server.RootMarkers.IsEmpty
            ? []
            : WorkspaceFiles.List(roots, cancellationToken).Keys
                .Where(path => server.RootMarkers.Contains(Path.GetFileName(path), StringComparer.Ordinal))
                .Select(path => Path.GetDirectoryName(path)!)
                .Distinct()
                .OrderBy(directory => directory.Length)
                .ThenBy(directory => directory, StringComparer.Ordinal)
                .ToList();
        var outermost = marked.Where(directory => !marked.Any(other => other != directory && IsBelow(other, directory))).ToList();
        var folders = outermost.Count is 0 or > Most ? [.. roots] : outermost;
        return [.. folders.Select(directory => new WorkspaceFolder(FileUri.Of(directory), Path.GetFileName(directory)))];
    }

    private static bool IsBelow(string directory, string path) => path.StartsWith(directory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
