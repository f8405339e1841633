using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>Whether a file is the project's own: git tracks it, or there is no repository.</summary>
internal static class TrackedFiles
{
    /// <param name="realRoot">The workspace.</param>
    /// <param name="file">Absolute, links resolved, in the workspace.</param>
    public static bool Holds(string realRoot, string file) => RepositoryOf(realRoot, Path.GetDirectoryName(file)!) switch
    {
        GitRepository.Missing => true,
        GitRepository.Found found => GitIndex.Tracks(found.GitDirectory, NameIn(found, file)),
        _ => false,
    };

    /// <summary>The same for many files below one folder, with one look at git's list.</summary>
    /// <param name="realRoot">The workspace.</param>
    /// <param name="folder">Absolute, links resolved, in the workspace.</param>
    public static Func<string, bool> Below(string realRoot, string folder)
    {
        switch (RepositoryOf(realRoot, folder))
        {
            case GitRepository.Missing:
                return _ => true;
            case GitRepository.Found found:
                var tracked = GitIndex.TrackedBelow(found.GitDirectory, NameIn(found, folder) + "/");
                return file => tracked.Contains(NameIn(found, file));
            default:
                return _ => false;
        }
    }

    /// <summary>A repository inside the workspace is looked at from its own root, where it may not lead out of the workspace.</summary>
    private static GitRepository RepositoryOf(string realRoot, string folder) =>
        GitRepository.Above(folder) is GitRepository.Found found
            ? GitRepository.Above(IsBelow(realRoot, found.WorkTree) ? found.WorkTree : realRoot)
            : GitRepository.Above(folder);

    private static bool IsBelow(string directory, string path) =>
        path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string NameIn(GitRepository.Found repository, string file) => Path.GetRelativePath(repository.WorkTree, file).Replace('\\', '/');
}
