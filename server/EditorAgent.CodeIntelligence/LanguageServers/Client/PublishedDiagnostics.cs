using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What a server published on its own accord, the last of each file. Bounded: of a flood the first files and findings stay.</summary>
internal sealed class PublishedDiagnostics(TimeProvider time)
{
    private const int MostFiles = 5_000;
    private const int MostOfFile = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Published> files = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long publications;

    /// <summary>Counts what was published so far: what comes later has a higher number.</summary>
    public long Mark
    {
        get
        {
            lock (this.gate)
            {
                return this.publications;
            }
        }
    }

    public ImmutableArray<string> Paths
    {
        get
        {
            lock (this.gate)
            {
                return [.. this.files.Keys];
            }
        }
    }

    public void Publish(PublishDiagnosticsParams published)
    {
        if (FileUri.PathOf(published.Uri) is not { } path)
        {
            return;
        }

        lock (this.gate)
        {
            if (this.files.Count >= MostFiles && !this.files.ContainsKey(path))
            {
                return;
            }

            var items = published.Diagnostics.Length > MostOfFile ? published.Diagnostics[..MostOfFile] : published.Diagnostics;
            this.files[path] = new Published(items, published.Version, ++this.publications, time.GetTimestamp());
            var waiting = this.changed;
            this.changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.TrySetResult();
        }
    }

    /// <summary>What is known of a file; null when nothing was published for it.</summary>
    public ImmutableArray<LspDiagnostic>? Of(string path)
    {
        lock (this.gate)
        {
            return this.files.TryGetValue(path, out var published) ? published.Items : null;
        }
    }

    /// <summary>
    /// Waits for what is published for a version: the same or a later version where the server counts, else anything after
    /// <paramref name="mark"/>; then until it has been quiet for a while.
    /// </summary>
    /// <returns>Null when nothing came in time.</returns>
    public async Task<ImmutableArray<LspDiagnostic>?> SettleAsync(string path, int version, long mark, TimeSpan quiet, CancellationToken deadline)
    {
        while (true)
        {
            Task change;
            TimeSpan left;
            lock (this.gate)
            {
                change = this.changed.Task;
                var isOurs = this.files.TryGetValue(path, out var published)
                    && (published.Version is { } counted ? counted >= version : published.Number > mark);
                left = isOurs ? quiet - time.GetElapsedTime(published!.Heard) : Timeout.InfiniteTimeSpan;
                if (isOurs && left <= TimeSpan.Zero)
                {
                    return published!.Items;
                }
            }

            try
            {
                await change.WaitAsync(left, time, deadline);
            }
            catch (TimeoutException)
            {
                // It has been quiet for long enough; the next look ends this.
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }

    private sealed record Published(ImmutableArray<LspDiagnostic> Items, int? Version, long Number, long Heard);
}
