using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>
/// Says that something may have changed on the disk, so that it can be taken over before somebody asks. Nothing depends on it: events may be lost and
/// watching may be impossible.
/// </summary>
/// <param name="onChange">Called on any thread, often.</param>
internal sealed class DiskWatch(Action onChange) : IDisposable
{
    /// <summary>Each watcher costs descriptors of which an operating system has few.</summary>
    private const int MostWatchers = 32;

    private static readonly string[] Ignored = ["bin", "obj", "node_modules"];

    private readonly List<FileSystemWatcher> watchers = [];

    /// <summary>Watches these from now on, and no others. May take long in deep directories.</summary>
    /// <param name="root">The workspace; it and its git directory are watched flat.</param>
    /// <param name="deep">Watched with all that lies below.</param>
    public void Look(string root, IEnumerable<string> deep)
    {
        this.Dispose();
        var all = deep.ToArray();
        var topmost = all.Where(directory => !all.Any(other => FilePaths.IsBelow(directory, other))).Take(MostWatchers);
        foreach (var directory in topmost)
        {
            this.Watch(directory, isDeep: true);
        }

        this.Watch(root, isDeep: false);
        this.Watch(Path.Combine(root, ".git"), isDeep: false);
    }

    public void Dispose()
    {
        foreach (var watcher in this.watchers)
        {
            watcher.Dispose();
        }

        this.watchers.Clear();
    }

    private void Watch(string directory, bool isDeep)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(directory) { IncludeSubdirectories = isDeep };
            watcher.Changed += (_, change) => this.Take(directory, change.FullPath);
            watcher.Created += (_, change) => this.Take(directory, change.FullPath);
            watcher.Deleted += (_, change) => this.Take(directory, change.FullPath);
            watcher.Renamed += (_, change) => this.Take(directory, change.FullPath);
            watcher.Error += (_, _) => onChange();
            watcher.EnableRaisingEvents = true;
            this.watchers.Add(watcher);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The operating system has no more watches to give; each question looks for itself.
            watcher?.Dispose();
        }
    }

    private void Take(string directory, string path)
    {
        if (!Path.GetRelativePath(directory, path).Split(Path.DirectorySeparatorChar).Any(part => Ignored.Contains(part, FilePaths.Comparer)))
        {
            onChange();
        }
    }
}
