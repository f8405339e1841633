using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>
/// The declarations of every C# file of a workspace, from syntax alone, so that it is safe and quick before anything is trusted or
/// loaded. One writer at a time; readers hold immutable snapshots. An open buffer wins over its file.
/// </summary>
public sealed class SyntaxIndex : IAsyncDisposable
{
    /// <summary>A larger file is named in answers and not read.</summary>
    public const long LargestFile = 16 * 1024 * 1024;

    /// <summary>File systems tell times in steps of up to two seconds.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    /// <summary>A change of so many files is worth a write of the cache at once; fewer wait for the end.</summary>
    private const int WorthSaving = 50;

    private readonly string root;
    private readonly IndexCache cache;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentDictionary<string, IndexedFile> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IndexedFile> buffers = new(StringComparer.Ordinal);
    private IndexSnapshot? current;
    private bool isLoaded;
    private int unsaved;

    /// <param name="root">The workspace root, links resolved.</param>
    /// <param name="cacheDirectory">Outside of the workspace; is made when missing.</param>
    /// <param name="time">Tells which files are so young that their times cannot be trusted.</param>
    public SyntaxIndex(string root, string cacheDirectory, TimeProvider time)
    {
        this.root = Path.TrimEndingDirectorySeparator(root);
        this.cache = new IndexCache(this.root, cacheDirectory);
        this.time = time;
    }

    /// <summary>
    /// The workspace as it is now: every file is looked at, changed ones are read again. A call that is cancelled leaves what it has read
    /// to the next one.
    /// </summary>
    public async Task<IndexSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        await this.writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => this.Refresh(cancellationToken), cancellationToken);
        }
        finally
        {
            this.writing.Release();
        }
    }

    /// <summary>Buffers that were opened, changed or closed; counts for every snapshot taken afterwards.</summary>
    public async Task BuffersAsync(ImmutableArray<OpenBuffer> changes, CancellationToken cancellationToken)
    {
        var sources = changes.Where(change => change.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).ToList();
        await this.writing.WaitAsync(cancellationToken);
        try
        {
            foreach (var change in sources)
            {
                if (ShownFile.Of(change) is { } open)
                {
                    this.buffers[change.Path] = await Task.Run(() => Guarded(open.Path, default, () => IndexedFile.OfBuffer(open, cancellationToken)), cancellationToken);
                }
                else
                {
                    this.buffers.Remove(change.Path);
                }
            }

            this.current = sources.Count > 0 ? null : this.current;
        }
        finally
        {
            this.writing.Release();
        }
    }

    /// <summary>Keeps on disk what has changed since it was last kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await this.writing.WaitAsync();
        if (this.unsaved > 0)
        {
            this.cache.Save(this.known.Values);
        }

        this.writing.Dispose();
    }

    private IndexSnapshot Refresh(CancellationToken cancellationToken)
    {
        if (!this.isLoaded)
        {
            foreach (var file in this.cache.Load())
            {
                this.known[file.Path] = file;
            }

            this.isLoaded = true;
        }

        var sweep = SourceSweep.Of(this.root, cancellationToken);
        var now = this.time.GetUtcNow();
        var pending = sweep.Sources.Where(file => !this.known.TryGetValue(file.Path, out var old) || old.Stamp != file.Stamp || old.IsYoung || old.Problem is not null).ToList();
        var changed = 0;
        Parallel.ForEach(pending, new ParallelOptions { CancellationToken = cancellationToken }, file =>
        {
            var old = this.known.GetValueOrDefault(file.Path);
            var read = Read(file, old, IsYoung(file.Stamp, now), cancellationToken);
            if (!ReferenceEquals(read, old))
            {
                this.known[file.Path] = read;
                Interlocked.Increment(ref changed);
            }
        });
        changed += this.Forget(sweep.Sources);
        this.unsaved += changed;
        if (this.unsaved >= WorthSaving && this.cache.Save(this.known.Values))
        {
            this.unsaved = 0;
        }

        if (this.current is { } same && changed == 0 && same.ProjectFiles.AsSpan().SequenceEqual(sweep.Projects.AsSpan()))
        {
            return same;
        }

        return this.current = new IndexSnapshot(this.root, this.Effective(sweep.Sources), sweep.Projects);
    }

    private int Forget(ImmutableArray<SweptFile> swept)
    {
        if (this.known.Count == swept.Length)
        {
            return 0;
        }

        var there = swept.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return this.known.Keys.Count(path => !there.Contains(path) && this.known.TryRemove(path, out _));
    }

    private ImmutableArray<IndexedFile> Effective(ImmutableArray<SweptFile> swept)
    {
        var files = swept.Select(file => this.buffers.GetValueOrDefault(file.Path) ?? this.known[file.Path]).ToList();
        var unsavedNew = this.buffers.Values.Where(buffer => !this.known.ContainsKey(buffer.Path) && PathNames.FromRoot(this.root, buffer.Path) != buffer.Path.Replace(Path.DirectorySeparatorChar, '/')).ToList();
        files.AddRange(unsavedNew);
        if (unsavedNew.Count > 0)
        {
            files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        }

        return [.. files];
    }

    private static bool IsYoung(FileStamp stamp, DateTimeOffset now) => now.UtcTicks - stamp.Modified < Young.Ticks;

    private static IndexedFile Read(SweptFile file, IndexedFile? old, bool isYoung, CancellationToken cancellationToken)
    {
        var shown = file.Stamp.Size > LargestFile ? null : ShownFile.TryRead(file.Path);
        if (shown is null)
        {
            var problem = file.Stamp.Size > LargestFile ? $"larger than {LargestFile / 1024 / 1024} MB" : "not readable as text";
            return old?.Problem == problem && old.Stamp == file.Stamp ? old : IndexedFile.Unread(file.Path, file.Stamp, problem);
        }

        if (old is { Problem: null } && old.Hash == shown.Hash)
        {
            return old.Stamp == file.Stamp && old.IsYoung == isYoung ? old : old.At(file.Stamp, isYoung);
        }

        var read = Guarded(file.Path, file.Stamp, () => IndexedFile.Of(shown, file.Stamp, isYoung, cancellationToken));
        return read.Problem is { } same && old?.Problem == same && old.Stamp == file.Stamp ? old : read;
    }

    /// <summary>Text that the parser cannot take is a file's misfortune, not the index's.</summary>
    private static IndexedFile Guarded(string path, FileStamp stamp, Func<IndexedFile> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return IndexedFile.Unread(path, stamp, $"the parser gave up ({failure.GetType().Name})");
        }
    }
}
