using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>
/// The C# workspace of a process and the one writer of its state. A snapshot holds everything that happened before it was asked for: open buffers,
/// and the disk, which is looked at each time. Safe to use from several threads.
/// </summary>
public sealed class CodeWorkspace : IAsyncDisposable
{
    private readonly string root;
    private readonly TimeProvider time;
    private readonly Task<AdhocWorkspace> roslyn = Task.Run(() => new AdhocWorkspace());
    private readonly SemaphoreSlim gate = new(1);
    private readonly Lock waitingGate = new();
    private readonly CancellationTokenSource ending = new();
    private ImmutableArray<OpenBuffer> waiting = [];
    private WorkspaceContents? contents;
    private Solution? baseline;
    private CodeSnapshot? last;
    private bool isLoaded;
    private long sweptAt;

    /// <param name="root">The workspace's directory, links resolved.</param>
    /// <param name="time">What young files are told by.</param>
    public CodeWorkspace(string root, TimeProvider time)
    {
        this.root = Path.TrimEndingDirectorySeparator(root);
        this.time = time;
    }

    /// <summary>Something that <see cref="Standing"/> tells has changed. Raised on any thread; must return soon and not throw.</summary>
    public event Action<WorkspaceStanding>? Changed;

    /// <summary>As of the last question.</summary>
    public WorkspaceStanding Standing { get; private set; } = new(false, 0, [], "");

    /// <summary>Takes buffers that were opened, changed or closed; every snapshot asked for afterwards has them.</summary>
    public void SetBuffers(ImmutableArray<OpenBuffer> buffers)
    {
        lock (this.waitingGate)
        {
            this.waiting = this.waiting.AddRange(buffers);
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
            var current = await this.ContentsAsync();
            current.Apply(loaded, isTrusted, since, generation);
            this.isLoaded = true;
            this.last = null;
            this.Update(current);
            this.baseline ??= current.Solution;
        }
        finally
        {
            this.gate.Release();
        }
    }

    /// <summary>The workspace as it is now; null as long as nothing is loaded.</summary>
    public async Task<CodeSnapshot?> CurrentAsync(CancellationToken cancellationToken)
    {
        var asked = this.time.GetTimestamp();
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var current = await this.ContentsAsync();
            if (!this.isLoaded)
            {
                return null;
            }

            this.Update(current, asked);
            return this.last ??= this.Snapshot(current);
        }
        finally
        {
            this.gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.ending.CancelAsync();
        (await this.roslyn).Dispose();
        this.gate.Dispose();
        this.ending.Dispose();
    }

    private async Task<WorkspaceContents> ContentsAsync() =>
        this.contents ??= new WorkspaceContents(this.root, (await this.roslyn).CurrentSolution, new MetadataShelf(), this.time);

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

    private void Tell(WorkspaceContents current)
    {
        var standing = new WorkspaceStanding(this.isLoaded, current.Needs.Generation, current.Needs.Projects, this.CoverageOf(current).ToString());
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
            Baseline = this.baseline == current.Solution ? null : this.baseline,
            Shown = shown.Find,
        };
    }

    private Coverage CoverageOf(WorkspaceContents current)
    {
        var projects = current.Loaded.Legs.ToLookup(leg => leg.ProjectPath, FilePaths.Comparer);
        var stale = string.Join(", ", current.Needs.Projects.Select(Path.GetFileNameWithoutExtension));
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
