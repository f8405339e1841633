using EditorAgent.Host.McpServer.Offering;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>
/// Tells of files that clients subscribed to when anything changes them. It looks once a second, and only while there is a subscription: watchers
/// of the system miss changes on some disks, and there are few of them.
/// </summary>
/// <param name="locate">Where a resource is; null where the client may not read it.</param>
internal sealed class FileWatch(Func<string, CancellationToken, ValueTask<string?>> locate, ChangeFeed changes, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Watched> watched = new(StringComparer.Ordinal);
    private ITimer? timer;

    public async ValueTask<IDisposable?> WatchAsync(string uri, CancellationToken cancellationToken)
    {
        if (await locate(uri, cancellationToken) is not { } path)
        {
            return null;
        }

        lock (this.gate)
        {
            if (!this.watched.TryGetValue(uri, out var file))
            {
                this.watched[uri] = file = new Watched(path) { Stamp = StampOf(path) };
            }

            file.Watchers++;
            this.timer ??= time.CreateTimer(_ => this.Look(), null, Interval, Interval);
        }

        return new Watching(this, uri);
    }

    public void Dispose()
    {
        lock (this.gate)
        {
            this.timer?.Dispose();
            this.timer = null;
        }
    }

    private void Look()
    {
        lock (this.gate)
        {
            foreach (var (uri, file) in this.watched)
            {
                if (StampOf(file.Path) is var now && now != file.Stamp)
                {
                    file.Stamp = now;
                    changes.Publish(new OfferChange.Resource(uri));
                }
            }
        }
    }

    private void Leave(string uri)
    {
        lock (this.gate)
        {
            if (this.watched.TryGetValue(uri, out var file) && --file.Watchers == 0)
            {
                this.watched.Remove(uri);
            }

            if (this.watched.Count == 0)
            {
                this.timer?.Dispose();
                this.timer = null;
            }
        }
    }

    private static (DateTime Written, long Length) StampOf(string path) => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    private sealed class Watched(string path)
    {
        public string Path { get; } = path;

        public (DateTime Written, long Length) Stamp { get; set; }

        public int Watchers { get; set; }
    }

    private sealed class Watching(FileWatch watch, string uri) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref this.isOver, 1) == 0)
            {
                watch.Leave(uri);
            }
        }
    }
}
