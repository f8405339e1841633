using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// The directories a session works in. The first root is where relative paths begin. Read-only roots (the session's own spill files)
/// can be read, never written.
/// </summary>
public sealed class Workspace
{
    private readonly ImmutableArray<string> roots;
    private readonly ImmutableArray<string> readOnlyRoots;

    public Workspace(string root, IEnumerable<string> additionalRoots, IEnumerable<string> readOnlyRoots)
    {
        this.roots = [Path.GetFullPath(root), .. additionalRoots.Select(Path.GetFullPath)];
        this.readOnlyRoots = [.. readOnlyRoots.Select(Path.GetFullPath)];
    }

    public string Root => this.roots[0];

    public ImmutableArray<string> Roots => this.roots;

    /// <summary>Resolves a path for reading: links are followed and the real path must lie in a root, compared component by component.</summary>
    public PathResolution ResolveForReading(string path) => this.Resolve(path, [.. this.roots, .. this.readOnlyRoots]);

    /// <summary>The same for a file that will be created or changed; the deepest existing directory is what is resolved.</summary>
    public PathResolution ResolveForWriting(string path) => this.Resolve(path, this.roots);

    private PathResolution Resolve(string path, ImmutableArray<string> allowed) => throw new NotImplementedException(path + allowed.Length);
}
