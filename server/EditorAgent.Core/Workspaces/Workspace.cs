using System.Collections.Immutable;
using EditorAgent.Core.Workspaces.Disk;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// The directories a session works in. The first root is where relative paths begin. Read-only roots (the session's own spill files)
/// can be read, never written. A root may itself be reached through a link; what the link points to is fixed when the workspace is made.
/// </summary>
public sealed class Workspace
{
    private const int LongestPath = 4096;
    private const int LongestName = 255;

    private readonly ImmutableArray<string> roots;
    private readonly ImmutableArray<WorkspaceRoot> writable;
    private readonly ImmutableArray<WorkspaceRoot> readable;

    public Workspace(string root, IEnumerable<string> additionalRoots, IEnumerable<string> readOnlyRoots)
    {
        this.roots = [Path.GetFullPath(root), .. additionalRoots.Select(Path.GetFullPath)];
        this.writable = [.. this.roots.Select(path => new WorkspaceRoot(RealRootOf(path), isReadOnly: false))];
        this.readable = [.. this.writable, .. readOnlyRoots.Select(path => new WorkspaceRoot(RealRootOf(Path.GetFullPath(path)), isReadOnly: true))];
    }

    public string Root => this.roots[0];

    public ImmutableArray<string> Roots => this.roots;

    /// <summary>The first root with links resolved: what resolved paths lie below.</summary>
    public string RealRoot => this.writable[0].Real;

    /// <summary>The roots with links resolved.</summary>
    public ImmutableArray<string> RealRoots => [.. this.writable.Select(root => root.Real)];

    /// <summary>Resolves a path for reading: links are followed and the real path must lie in a root, compared component by component.</summary>
    public PathResolution ResolveForReading(string path) => this.Resolve(path, this.readable);

    /// <summary>
    /// The same for a file that will be created or changed; the deepest existing directory is what is resolved. Git's own directory is
    /// refused however it is spelled.
    /// </summary>
    public PathResolution ResolveForWriting(string path)
    {
        var resolution = this.Resolve(path, this.writable);
        if (resolution is not PathResolution.Inside inside)
        {
            return resolution;
        }

        return GitDirectory.IsNamedIn(inside.Path.Root!.NamesOf(inside.Path.Absolute))
            ? new PathResolution.Rejected($"{path} is in git's own directory, which is never written; use git commands instead.")
            : resolution;
    }

    /// <summary>What a real path is called towards a model: from the first root where it lies there, with forward slashes; it resolves again.</summary>
    /// <param name="real">An absolute path, links resolved.</param>
    public string NameOf(string real)
    {
        var relative = Holds(this.writable[0].Real, real) ? Path.GetRelativePath(this.writable[0].Real, real) : real;
        return OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
    }

    private static string RealRootOf(string root) =>
        Path.TrimEndingDirectorySeparator(RealPath.Of(root) is RealPath.Found found ? found.Path : root);

    private PathResolution Resolve(string path, ImmutableArray<WorkspaceRoot> allowed)
    {
        if (Unusable(path) is { } reason)
        {
            return new PathResolution.Rejected(reason);
        }

        switch (RealPath.Of(Path.GetFullPath(path, this.Root)))
        {
            case RealPath.Dangling:
                return new PathResolution.Rejected($"{path} goes through a link whose target does not exist; name the file itself.");
            case RealPath.Found(var real) when RootHolding(real, allowed) is { } root:
                return new PathResolution.Inside(new WorkspacePath(real, this.NameOf(real), root));
            default:
                return new PathResolution.Rejected(
                    $"{path} is outside the workspace; use a path below {Path.GetFileName(Path.TrimEndingDirectorySeparator(this.Root))}.");
        }
    }

    private static string? Unusable(string path)
    {
        if (path.Length == 0)
        {
            return "The path is empty; give a path relative to the workspace, or \".\" for its root.";
        }

        if (path.Contains('\0'))
        {
            return "The path contains a NUL character.";
        }

        if (path.Length > LongestPath || path.Split('/', '\\').Any(name => name.Length > LongestName))
        {
            return $"The path is too long: at most {LongestPath} characters, and {LongestName} for one name.";
        }

        return OperatingSystem.IsWindows() && WindowsPath.IsDeviceNetworkOrStream(path)
            ? $"{path} names a device, a network share or a stream; use a path relative to the workspace."
            : null;
    }

    private static WorkspaceRoot? RootHolding(string real, ImmutableArray<WorkspaceRoot> allowed)
    {
        foreach (var root in allowed)
        {
            if (Holds(root.Real, real))
            {
                return root;
            }
        }

        return null;
    }

    private static bool Holds(string root, string path)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return path.StartsWith(root, comparison)
            && (path.Length == root.Length || path[root.Length] == Path.DirectorySeparatorChar || Path.EndsInDirectorySeparator(root));
    }
}
