using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>All files below a directory that git does not ignore, a directory's files before those of its subdirectories.</summary>
public static class FileWalk
{
    public static IEnumerable<string> Below(Workspace workspace, string directory, CancellationToken cancellationToken)
    {
        var pending = new Stack<(string Directory, GitIgnore Rules)>();
        pending.Push((directory, GitIgnore.Above(directory, workspace.RealRoot)));
        while (pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var listing = DirectoryListing.Read(next.Directory, next.Rules);
            foreach (var file in listing.Files)
            {
                yield return file;
            }

            foreach (var child in listing.Directories)
            {
                pending.Push((child, listing.Rules));
            }
        }
    }
}
