using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <summary>
/// The directories in which programs are looked for: those of the user's <c>PATH</c> that are absolute and lie outside the workspace,
/// so that a file in a repository can never stand in for a program.
/// </summary>
public sealed class TrustedPath
{
    private readonly ImmutableArray<string> directories;

    public TrustedPath(string? pathVariable, ImmutableArray<string> workspaceRoots)
    {
        this.directories =
        [
            .. (pathVariable ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(directory => Path.IsPathFullyQualified(directory) && Directory.Exists(directory) && !workspaceRoots.Any(root => Holds(root, directory))),
        ];
    }

    /// <summary>As a value for <c>PATH</c>.</summary>
    public string Value => string.Join(Path.PathSeparator, this.directories);

    /// <summary>The program's absolute path, or null.</summary>
    public string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return this.directories.Select(directory => Path.Combine(directory, name)).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static bool Holds(string root, string directory)
    {
        var target = new DirectoryInfo(directory).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        return IsBelow(root, Path.GetFullPath(directory)) || (target is not null && IsBelow(root, target));
    }

    private static bool IsBelow(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path);
        return relative == "." || (!Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}
