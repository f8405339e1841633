namespace EditorAgent.Core.Workspaces;

/// <summary>
/// The repository that a directory is in, found without asking git, so that nothing in the directory has a say in where git looks: neither
/// <c>core.worktree</c> nor an embedded bare repository nor a <c>gitdir:</c> that leads to another repository of the user.
/// </summary>
public abstract record GitRepository
{
    private const int LongestPointer = 4096;
    private const int LongestConfiguration = 256 * 1024;

    /// <summary>What git reads first; in a repository inside the workspace none of them may lead out of it.</summary>
    private static readonly string[] Vital =
        ["HEAD", "config", "config.worktree", "commondir", "index", "packed-refs", "refs", "logs", "objects", "objects/info", "objects/pack", "objects/info/alternates", "info"];

    private GitRepository()
    {
    }

    /// <param name="WorkTree">The directory that holds <c>.git</c>; the searched directory or one above it.</param>
    /// <param name="GitDirectory">Absolute, links resolved.</param>
    public sealed record Found(string WorkTree, string GitDirectory) : GitRepository
    {
        /// <summary>Where objects and configuration are: that of the main worktree, for a linked one.</summary>
        public string CommonDirectory =>
            ReadShort(Path.Combine(GitDirectory, "commondir"), LongestPointer) is { } common ? Path.GetFullPath(common.Trim(), GitDirectory) : GitDirectory;
    }

    public sealed record Missing : GitRepository;

    /// <param name="Message">Why it is not used.</param>
    public sealed record Refused(string Message) : GitRepository;

    /// <param name="directory">Absolute, links resolved.</param>
    public static GitRepository Above(string directory)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (At(current) is { } repository)
            {
                return repository is Found found && IsBelow(directory, found.GitDirectory) && LeadsOut(found.GitDirectory, directory) is { } way
                    ? new Refused($"The repository is not used: its {way} leads out of the workspace.")
                    : repository;
            }
        }

        return new Missing();
    }

    private static GitRepository? At(string directory)
    {
        var entry = Path.Combine(directory, ".git");
        if (new FileInfo(entry).LinkTarget is not null)
        {
            return new Refused($"The repository is not used: {entry} is a symbolic link.");
        }

        if (Directory.Exists(entry))
        {
            return IsRepository(entry) ? new Found(directory, entry) : null;
        }

        return File.Exists(entry) ? Behind(entry, directory) : null;
    }

    private static GitRepository Behind(string entry, string directory)
    {
        if (ReadShort(entry, LongestPointer) is not { } text || !text.StartsWith("gitdir:", StringComparison.Ordinal) || text.Contains('\0'))
        {
            return new Refused($"The repository is not used: {entry} is no pointer of git's.");
        }

        var named = Path.GetFullPath(text["gitdir:".Length..].Trim(), directory);
        if (RealPath.Of(named) is not RealPath.Found(var real) || !IsRepository(real))
        {
            return new Missing();
        }

        return IsBelow(directory, real) || PointsBack(real, entry, directory)
            ? new Found(directory, real)
            : new Refused($"The repository is not used: {entry} names a repository that does not know of this directory.");
    }

    /// <summary>A linked worktree's repository names the worktree, a submodule's its directory: nobody else can make them.</summary>
    private static bool PointsBack(string gitDirectory, string entry, string directory)
    {
        if (ReadShort(Path.Combine(gitDirectory, "gitdir"), LongestPointer) is { } worktree)
        {
            return IsSame(Path.GetFullPath(worktree.Trim(), gitDirectory), entry);
        }

        var lines = ReadShort(Path.Combine(gitDirectory, "config"), LongestConfiguration)?.Split('\n') ?? [];
        return lines.Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Any(setting => setting is ["worktree", { Length: > 0 } value] && IsSame(Path.GetFullPath(value, gitDirectory), directory));
    }

    private static bool IsSame(string path, string real) => RealPath.Of(path) is RealPath.Found(var found) && found == real;

    private static bool IsRepository(string directory) => File.Exists(Path.Combine(directory, "HEAD"));

    private static string? LeadsOut(string gitDirectory, string workspace)
    {
        foreach (var name in Vital)
        {
            if (RealPath.Of(Path.Combine(gitDirectory, name)) is not RealPath.Found(var real) || !IsBelow(workspace, real))
            {
                return name;
            }
        }

        if (ReadShort(Path.Combine(gitDirectory, "commondir"), LongestPointer) is { } common)
        {
            return Stays(common.Trim(), gitDirectory, workspace) ? null : "commondir";
        }

        var alternates = ReadShort(Path.Combine(gitDirectory, "objects/info/alternates"), LongestConfiguration)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return alternates.All(line => Stays(line, Path.Combine(gitDirectory, "objects"), workspace)) ? null : "objects/info/alternates";
    }

    private static bool Stays(string path, string from, string workspace) =>
        !path.Contains('\0') && RealPath.Of(Path.GetFullPath(path, from)) is RealPath.Found(var real) && IsBelow(workspace, real);

    private static bool IsBelow(string directory, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(directory) ? directory : directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? ReadShort(string file, int longest)
    {
        try
        {
            return new FileInfo(file) is { Exists: true } entry && entry.Length <= longest ? File.ReadAllText(file) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
