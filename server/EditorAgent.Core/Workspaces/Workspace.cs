using System.Collections.Immutable;
using System.Text;
using Microsoft.Win32.SafeHandles;
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
    /// refused however it is spelled, and so is a new name that only another system would take for one name.
    /// </summary>
    public PathResolution ResolveForWriting(string path)
    {
        var resolution = this.Resolve(path, this.writable);
        if (resolution is not PathResolution.Inside(var inside))
        {
            return resolution;
        }

        if (GitDirectory.IsNamedIn(inside.Root!.NamesOf(inside.Absolute)) || (inside.Lexical is { } spelled && GitDirectory.IsNamedIn(spelled)))
        {
            return new PathResolution.Rejected($"{path} is in git's own directory, which is never written; use git commands instead.");
        }

        return !OperatingSystem.IsWindows() && path.Contains('\\') && !Path.Exists(inside.Absolute)
            ? new PathResolution.Rejected($"{path} does not exist, and a new name may not hold a backslash; separate directories with /.")
            : resolution;
    }

    /// <summary>Opens what a walk below a root has met, beneath that root and following no link; null for whatever is no plain file there by now.</summary>
    /// <param name="real">An absolute path, links resolved.</param>
    public SafeFileHandle? TryOpenFile(string real)
    {
        if (RootHolding(real, this.readable) is not { } root)
        {
            return null;
        }

        try
        {
            return OperatingSystem.IsWindows() ? RegularFile.TryOpenOnWindows(real) : RegularFile.TryOpenIn(root.Pin(), root.NamesOf(real));
        }
        catch (IOException)
        {
            return null;
        }
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

        var named = Path.GetFullPath(path, this.Root);
        switch (RealPath.Of(named))
        {
            case RealPath.Dangling:
                return new PathResolution.Rejected($"{path} goes through a link whose target does not exist, or through a loop of links; name the file itself.");
            case RealPath.Found(var real) when RootHolding(real, allowed) is { } root:
                return WindowsPath.IsDeviceDriveOrStream(path) && (OperatingSystem.IsWindows() || !Path.Exists(real))
                    ? new PathResolution.Rejected($"{path} names a device, a drive or a stream of Windows; use a path relative to the workspace.")
                    : new PathResolution.Inside(new WorkspacePath(real, this.NameOf(real), root) { Lexical = this.LexicalOf(named, real) });
            default:
                var leads = this.roots.Any(root => Holds(Path.TrimEndingDirectorySeparator(root), named)) ? "leads outside the workspace through a link" : "is outside the workspace";
                return new PathResolution.Rejected(
                    $"{path} {leads}; use a path below {Path.GetFileName(Path.TrimEndingDirectorySeparator(this.Root))}.");
        }
    }

    /// <summary>How the path was spelled, from the root where that is possible; null when links made no difference.</summary>
    private string? LexicalOf(string named, string real)
    {
        named = Path.TrimEndingDirectorySeparator(named);
        if (named == real)
        {
            return null;
        }

        foreach (var root in (string[])[Path.TrimEndingDirectorySeparator(this.Root), this.RealRoot])
        {
            if (Holds(root, named))
            {
                var relative = Path.GetRelativePath(root, named);
                return Path.Join(this.RealRoot, relative) == real ? null : relative;
            }
        }

        return named;
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

        if (WindowsPath.IsShareOrSystemForm(path))
        {
            return $"{path} names a network share or a device of Windows; use a path relative to the workspace.";
        }

        return path.Length > LongestPath || path.Split('/', '\\').Any(IsTooLong)
            ? $"The path is too long: at most {LongestPath} characters, and {LongestName} for one name."
            : null;
    }

    /// <summary>Windows counts characters, other systems bytes.</summary>
    private static bool IsTooLong(string name) =>
        name.Length > LongestName || (!OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(name) > LongestName);

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
