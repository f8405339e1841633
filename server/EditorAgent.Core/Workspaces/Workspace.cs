using System.Collections.Immutable;

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
    private readonly ImmutableArray<string> realRoots;
    private readonly ImmutableArray<string> realReadableRoots;

    public Workspace(string root, IEnumerable<string> additionalRoots, IEnumerable<string> readOnlyRoots)
    {
        this.roots = [Path.GetFullPath(root), .. additionalRoots.Select(Path.GetFullPath)];
        this.realRoots = [.. this.roots.Select(RealRootOf)];
        this.realReadableRoots = [.. this.realRoots, .. readOnlyRoots.Select(path => RealRootOf(Path.GetFullPath(path)))];
    }

    public string Root => this.roots[0];

    public ImmutableArray<string> Roots => this.roots;

    /// <summary>The first root with links resolved: what resolved paths lie below.</summary>
    public string RealRoot => this.realRoots[0];

    /// <summary>Resolves a path for reading: links are followed and the real path must lie in a root, compared component by component.</summary>
    public PathResolution ResolveForReading(string path) => this.Resolve(path, this.realReadableRoots);

    /// <summary>
    /// The same for a file that will be created or changed; the deepest existing directory is what is resolved. Git's own directory is
    /// refused however it is spelled.
    /// </summary>
    public PathResolution ResolveForWriting(string path)
    {
        var resolution = this.Resolve(path, this.realRoots);
        if (resolution is not PathResolution.Inside inside)
        {
            return resolution;
        }

        var root = this.RootHolding(inside.Path.Absolute, this.realRoots)!;
        return GitDirectory.IsNamedIn(inside.Path.Absolute[root.Length..])
            ? new PathResolution.Rejected($"{path} is in git's own directory, which is never written; use git commands instead.")
            : resolution;
    }

    /// <summary>What a real path is called towards a model: from the first root where it lies there, with forward slashes; it resolves again.</summary>
    /// <param name="real">An absolute path, links resolved.</param>
    public string NameOf(string real)
    {
        var relative = Holds(this.realRoots[0], real) ? Path.GetRelativePath(this.realRoots[0], real) : real;
        return OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
    }

    private static string RealRootOf(string root) =>
        Path.TrimEndingDirectorySeparator(RealPath.Of(root) is RealPath.Found found ? found.Path : root);

    private PathResolution Resolve(string path, ImmutableArray<string> allowed)
    {
        if (Unusable(path) is { } reason)
        {
            return new PathResolution.Rejected(reason);
        }

        switch (RealPath.Of(Path.GetFullPath(path, this.Root)))
        {
            case RealPath.Dangling:
                return new PathResolution.Rejected($"{path} goes through a link whose target does not exist; name the file itself.");
            case RealPath.Found(var real) when this.RootHolding(real, allowed) is not null:
                return new PathResolution.Inside(new WorkspacePath(real, this.NameOf(real)));
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

    private string? RootHolding(string real, ImmutableArray<string> allowed)
    {
        foreach (var root in allowed)
        {
            if (Holds(root, real))
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
