using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes;

/// <summary>
/// The directories in which programs are looked for: those of the user's <c>PATH</c> that are absolute, lie outside the workspace and
/// cannot be written by everybody, so that a file in a repository, or another account's, can never stand in for a program.
/// </summary>
public sealed class TrustedPath
{
    private readonly ImmutableArray<string> directories;
    private readonly ImmutableArray<string> workspaceRoots;

    public TrustedPath(string? pathVariable, ImmutableArray<string> workspaceRoots)
    {
        this.workspaceRoots = workspaceRoots;
        this.directories =
        [
            .. (pathVariable ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(directory => Path.IsPathFullyQualified(directory)
                    && Directory.Exists(directory)
                    && !IsWritableByAll(directory)
                    && !workspaceRoots.Any(root => Holds(root, directory))),
        ];
    }

    /// <summary>As a value for <c>PATH</c>.</summary>
    public string Value => string.Join(Path.PathSeparator, this.directories);

    /// <summary>The program's absolute path, or null. A link in a trusted directory that leads into the workspace is no program.</summary>
    /// <param name="program">A bare name.</param>
    public string? Find(string program)
    {
        if (program is "." or ".." || program.AsSpan().ContainsAny('/', '\\'))
        {
            return null;
        }

        return this.FindFirst([OperatingSystem.IsWindows() ? program + ".exe" : program]);
    }

    /// <summary>The absolute path of the first file with one of these names: directory by directory, in each in the order of the names.</summary>
    /// <param name="names">Whole, with what they end in; those that are no bare names are left out.</param>
    public string? FindFirst(ImmutableArray<string> names) =>
        (from directory in this.directories
         from name in names
         where name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\')
         select Path.Combine(directory, name)).FirstOrDefault(this.IsProgram);

    /// <summary>Not so where a link leads nowhere, or nobody may look.</summary>
    private bool IsProgram(string file)
    {
        try
        {
            return IsExecutable(file) && !IsWritableByAll(file) && !this.workspaceRoots.Any(root => Holds(root, file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Follows links, as the system does when it starts the file.</summary>
    private static bool IsWritableByAll(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.OtherWrite) != 0;

    private static bool IsExecutable(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    /// <summary>By name and by where every link on the way really leads.</summary>
    private static bool Holds(string root, string path) => IsBelow(root, Path.GetFullPath(path)) || IsBelow(RealOf(root), RealOf(path));

    private static string RealOf(string path) => RealPath.Of(Path.GetFullPath(path)) is RealPath.Found found ? found.Path : path;

    private static bool IsBelow(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path);
        return relative == "." || (!Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}
