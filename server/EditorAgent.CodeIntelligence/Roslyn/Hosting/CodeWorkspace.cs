using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>
/// The C# workspace of a process and the one writer of its state. A snapshot holds everything that happened before it was asked for: open buffers,
/// and the disk, which is looked at each time. Safe to use from several threads.
/// </summary>
public sealed partial class CodeWorkspace : IAsyncDisposable
{
    /// <summary>A checkout or a build changes many files at once; they are taken over together.</summary>
    internal static readonly TimeSpan StormLength = TimeSpan.FromMilliseconds(200);

    private const int MostNamed = 3;

    /// <summary>When what is in use is above the ceiling by itself, looking for more costs and frees nothing.</summary>
    private static readonly TimeSpan TrimPause = TimeSpan.FromSeconds(60);

    private readonly string root;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly MemoryCeiling ceiling;
    private readonly ProjectHeat heat = new();
    private readonly Task<AdhocWorkspace> roslyn = Task.Run(RoslynServices.NewWorkspace);
    private readonly SemaphoreSlim gate = new(1);
    private readonly Lock waitingGate = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<bool> disk = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly DiskWatch watch;
    private readonly Task following;
    private ImmutableArray<OpenBuffer> waiting = [];
    private ImmutableArray<OriginalText> waitingOriginals = [];
    private WorkspaceContents? contents;
    private SessionBaseline? baseline;
    private CodeSnapshot? last;
    private bool isLoaded;
    private volatile bool isWatchOutdated;
    private long sweptAt;
    private long? futileTrim;

    /// <param name="root">The workspace's directory, links resolved.</param>
    /// <param name="time">What young files are told by.</param>
    public CodeWorkspace(string root, TimeProvider time)
        : this(root, MemoryCeiling.OfProcess(InitializeParams.DefaultMemoryCeiling), time, NullLogger.Instance)
    {
    }

    /// <param name="root">The workspace's directory, links resolved.</param>
    /// <param name="ceiling">Above it <see cref="TrimAsync"/> drops what was computed.</param>
    /// <param name="time">What young files are told by.</param>
    /// <param name="logger">Where failures of background work go.</param>
    internal CodeWorkspace(string root, MemoryCeiling ceiling, TimeProvider time, ILogger logger)
    {
        this.root = Path.TrimEndingDirectorySeparator(root);
        this.ceiling = ceiling;
        this.time = time;
        this.logger = logger;
        this.watch = new DiskWatch(() => this.disk.Writer.TryWrite(true));
        this.following = Task.Run(this.FollowAsync);
    }

    /// <summary>Something that <see cref="Standing"/> tells has changed. Raised on any thread; must return soon and not throw.</summary>
    public event Action<WorkspaceStanding>? Changed;

    /// <summary>As of the last look.</summary>
    public WorkspaceStanding Standing { get; private set; } = new(false, 0, [], "");

    /// <summary>Takes buffers that were opened, changed or closed; every snapshot asked for afterwards has them.</summary>
    public void SetBuffers(ImmutableArray<OpenBuffer> buffers)
    {
        lock (this.waitingGate)
        {
            this.waiting = this.waiting.AddRange(buffers);
        }
    }

    /// <summary>The beginning held these, whatever the disk held when it was first looked at.</summary>
    public void SetOriginals(ImmutableArray<OriginalText> originals)
    {
        lock (this.waitingGate)
        {
            this.waitingOriginals = this.waitingOriginals.AddRange(originals);
        }
    }

    /// <summary>Replaces what is loaded; projects that are the same keep what was computed for them.</summary>
    /// <param name="loaded">From the loader or its cache.</param>
    /// <param name="isTrusted">Whether generators and analyzers of the workspace may run here.</param>
    /// <param name="since">When the load began; project files written later are changed ones.</param>
    /// <param name="generation">The last <see cref="WorkspaceStanding.Generation"/> that was known then.</param>
    /// <param name="cancellationToken">Ends the wait for another caller.</param>
    public async Task ApplyAsync(LoadedSolution loaded, bool isTrusted, DateTimeOffset since, int generation, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var current = this.contents ??= new WorkspaceContents(this.root, new MetadataShelf(), this.time);
            var load = current.Prepare(loaded, isTrusted, since);
            current.Apply(load, (await this.roslyn).CurrentSolution, generation);
            this.isLoaded = true;
            this.last = null;
            this.Update(current);
            this.baseline ??= new SessionBaseline(current.Solution, current.Projects, current.Files);
        }
        finally
        {
            this.gate.Release();
        }

        this.isWatchOutdated = true;
        this.disk.Writer.TryWrite(true);
    }

    /// <summary>The workspace as it is now; null as long as nothing is loaded.</summary>
    public async Task<CodeSnapshot?> CurrentAsync(CancellationToken cancellationToken)
    {
        var asked = this.time.GetTimestamp();
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            if (!this.isLoaded || this.contents is not { } current)
            {
                return null;
            }

            this.Update(current, asked);
            this.TakeOriginals();
            return this.last ??= this.Snapshot(current);
        }
        finally
        {
            this.gate.Release();
        }
    }

    /// <summary>These files were asked about: what was computed for their projects is dropped last.</summary>
    public void Ask(CodeSnapshot snapshot, IEnumerable<string> paths) =>
        this.heat.Ask(paths.SelectMany(path => snapshot.Solution.GetDocumentIdsWithFilePath(path)).Select(document => document.ProjectId).Distinct());

    /// <summary>Drops what was computed for the projects that nobody asked about for longest, until the process is below its ceiling.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> TrimAsync(CancellationToken cancellationToken)
    {
        if (!this.ceiling.IsExceeded)
        {
            return true;
        }

        if (this.futileTrim is { } futile && this.time.GetElapsedTime(futile) < TrimPause)
        {
            return false;
        }

        await this.gate.WaitAsync(cancellationToken);
        try
        {
            if (this.isLoaded && this.contents is { } current)
            {
                this.Trim(current);
            }
        }
        finally
        {
            this.gate.Release();
        }

        var isBelow = !this.ceiling.IsExceeded;
        this.futileTrim = isBelow ? null : this.time.GetTimestamp();
        return isBelow;
    }

    /// <summary>Reads the sources of the beginning, for <see cref="CodeSnapshot.Baseline"/>.</summary>
    public void ReadBaseline(CancellationToken cancellationToken) => this.baseline?.ReadAll(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await this.ending.CancelAsync();
        await this.following;
        this.watch.Dispose();
        (await this.roslyn).Dispose();
        this.gate.Dispose();
        this.ending.Dispose();
    }

    /// <summary>Takes over what the disk watch reports, so that the next question finds little to do and a needed reload is known at once.</summary>
    private async Task FollowAsync()
    {
        try
        {
            while (await this.disk.Reader.ReadAsync(this.ending.Token))
            {
                if (this.isWatchOutdated && this.contents is { } current)
                {
                    this.isWatchOutdated = false;
                    this.watch.Look(this.root, current.Loaded.Legs.Select(leg => Path.GetDirectoryName(leg.ProjectPath)!).Distinct(FilePaths.Comparer));
                }

                await Task.Delay(StormLength, this.time, this.ending.Token);
                this.disk.Reader.TryRead(out _);
                await this.CurrentAsync(this.ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure)
        {
            this.LogFollowing(failure);
        }
    }

    private void Trim(WorkspaceContents current)
    {
        this.last = null;
        this.ForgetBaseline(current);
        this.ceiling.Return();
        while (this.ceiling.IsExceeded && this.ForgetColdest(current))
        {
            this.ceiling.Return();
        }

        this.Changed?.Invoke(this.Standing);
    }

    private void ForgetBaseline(WorkspaceContents current)
    {
        if (this.baseline is { } old && old.Solution != current.Solution)
        {
            this.baseline = old.WithoutOwnCompilations(current.Solution);
        }
    }

    /// <summary>A method of its own, so that no frame holds the old solution while its memory is returned.</summary>
    /// <returns>Whether there was more than one left.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ForgetColdest(WorkspaceContents current)
    {
        var coldest = this.heat.Coldest(current.Solution);
        if (coldest.Count < 2)
        {
            return false;
        }

        var dropped = coldest.Take(coldest.Count / 2).ToArray();
        var isUnchanged = this.baseline?.Solution == current.Solution;
        current.Forget(dropped);
        this.baseline = isUnchanged ? this.baseline! with { Solution = current.Solution } : this.baseline?.Without(dropped);
        this.Standing = this.Standing with { Dropped = [.. dropped.Select(id => current.Projects[id].Leg.Name), .. this.Standing.Dropped] };
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "C# worker: changes on the disk are no longer taken over ahead of questions")]
    private partial void LogFollowing(Exception exception);

    /// <param name="asked">A look that began later than the question is new enough for it.</param>
    private void Update(WorkspaceContents current, long asked = long.MaxValue)
    {
        ImmutableArray<OpenBuffer> changes;
        lock (this.waitingGate)
        {
            (changes, this.waiting) = (this.waiting, []);
        }

        var before = current.Solution;
        current.Take(changes);
        if (this.sweptAt <= asked)
        {
            this.sweptAt = this.time.GetTimestamp();
            current.Sweep();
        }

        if (before != current.Solution || this.Standing.Generation != current.Needs.Generation || this.last is null)
        {
            this.last = null;
            this.Tell(current);
        }
    }

    private void TakeOriginals()
    {
        ImmutableArray<OriginalText> originals;
        lock (this.waitingGate)
        {
            (originals, this.waitingOriginals) = (this.waitingOriginals, []);
        }

        if (!originals.IsEmpty && this.baseline is { } known)
        {
            this.baseline = known.Holding(originals, this.time);
            this.last = null;
        }
    }

    private void Tell(WorkspaceContents current)
    {
        var standing = new WorkspaceStanding(this.isLoaded, current.Needs.Generation, current.Needs.Projects, this.CoverageOf(current).ToString())
        {
            Dropped = [.. this.Standing.Dropped.Where(name => current.Solution.Projects.Any(project => project.Name == name && !project.TryGetCompilation(out _)))],
        };
        var isNews = !standing.Equals(this.Standing);
        this.Standing = standing;
        if (isNews)
        {
            this.Changed?.Invoke(standing);
        }
    }

    private CodeSnapshot Snapshot(WorkspaceContents current)
    {
        var shown = new ShownFiles(current.Files);
        return new CodeSnapshot(this.root, current.Solution, this.CoverageOf(current))
        {
            Legs = current.Projects.ToImmutableDictionary(project => project.Key, project => project.Value.Leg),
            Baseline = this.baseline?.Solution == current.Solution ? null : this.baseline?.Solution,
            Shown = shown.Find,
        };
    }

    private Coverage CoverageOf(WorkspaceContents current)
    {
        var projects = current.Loaded.Legs.ToLookup(leg => leg.ProjectPath, FilePaths.Comparer);
        var reloading = current.Needs.Projects.Select(Path.GetFileNameWithoutExtension).ToList();
        var stale = string.Join(", ", reloading.Take(MostNamed)) + (reloading.Count > MostNamed ? $" and {reloading.Count - MostNamed} more" : "");
        var unread = current.Files.Values.Where(file => file.Known?.Problem is not null).Select(file => $"{Path.GetFileName(file.Path)} {file.Known!.Problem}");
        return new Coverage(
            projects.Count(project => project.Any(leg => leg.Degraded is null)),
            projects.Count + current.Loaded.Uncovered.Length,
            stale.Length == 0 ? "fresh" : $"stale: {stale} reloading")
        {
            Missing =
            [
                .. current.Problems,
                .. current.Loaded.Uncovered.Select(project => $"{Path.GetFileNameWithoutExtension(project.Path)} {project.Reason}"),
                .. unread.Order(StringComparer.Ordinal),
            ],
        };
    }
}
