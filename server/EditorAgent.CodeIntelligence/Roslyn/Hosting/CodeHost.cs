using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index;
using EditorAgent.CodeIntelligence.Index.Questions;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using Microsoft.Extensions.Logging;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>The C# engine as it lives in its worker: hands each question to the class that answers it.</summary>
internal sealed partial class CodeHost : ICodeEngine, IAsyncDisposable
{
    private const string NotYet = "the C# projects are being loaded; find_symbol, code_overview and text search work meanwhile, ask again in a few seconds";
    private const string Elsewhere = "the C# worker cannot do this";

    private readonly string root;
    private readonly TimeProvider time;
    private readonly SyntaxIndex index;
    private readonly DiagnosticsDelta delta;
    private readonly SeenTexts seen = new();
    private readonly ConcurrentDictionary<string, OpenBuffer> buffers = new(FilePaths.Comparer);
    private readonly Lock background = new();
    private readonly CancellationTokenSource ending = new();
    private readonly ILogger logger;
    private readonly CodeWorkspace workspace;
    private readonly QueryTraffic traffic = new();
    private readonly WarmUp warmUp;
    private Task indexed = Task.CompletedTask;
    private Task trimming = Task.CompletedTask;
    private string? activeFile;
    private bool isLoading;

    public CodeHost(InitializeParams parameters, TimeProvider time, ILogger logger)
    {
        this.root = parameters.Roots[0];
        this.time = time;
        this.logger = logger;
        this.index = new SyntaxIndex(this.root, parameters.CacheDirectory, time);
        this.delta = new DiagnosticsDelta(time);
        this.workspace = new CodeWorkspace(this.root, MemoryCeiling.OfProcess(parameters.MemoryCeiling), time, logger);
        this.warmUp = new WarmUp(this.workspace, this.delta, this.traffic, logger);
        this.workspace.Changed += _ => this.Report();
        this.indexed = Task.Run(this.PrepareIndexAsync);
    }

    /// <summary>Raised on any thread; must return soon and not throw.</summary>
    public event Action<CodeHostStatus>? StatusChanged;

    public CodeHostStatus Status
    {
        get
        {
            var standing = this.workspace.Standing;
            var state = (standing, this.isLoading) switch
            {
                (_, true) => CodeHostState.Loading,
                ({ IsLoaded: false }, _) => CodeHostState.SyntaxOnly,
                ({ NeedsReload.IsEmpty: false }, _) => CodeHostState.Stale,
                _ => CodeHostState.Ready,
            };
            return new CodeHostStatus(state, standing.Generation)
            {
                NeedsReload = standing.NeedsReload,
                Coverage = standing.Coverage,
                WorkingSet = Environment.WorkingSet,
                Dropped = standing.Dropped,
            };
        }
    }

    public async Task<CodeHostStatus> LoadAsync(LoadedSolution loaded, LoadParams parameters, CancellationToken cancellationToken)
    {
        this.isLoading = true;
        this.Report();
        try
        {
            await this.workspace.ApplyAsync(loaded, parameters.IsTrusted, parameters.StartedAt, parameters.Generation, cancellationToken);
        }
        finally
        {
            this.isLoading = false;
            this.Report();
        }

        this.warmUp.Start(this.activeFile);
        return this.Status;
    }

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) =>
        this.SyntacticAsync((_, coverage) => new OverviewQuestion(this.index).AnswerAsync(query, coverage, cancellationToken), cancellationToken);

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) =>
        this.SyntacticAsync((_, coverage) => new FindSymbolQuestion(this.index).AnswerAsync(query, coverage, cancellationToken), cancellationToken);

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) => this.SyntacticAsync(
        (snapshot, coverage) =>
            new ReadSymbolQuestion(this.index, snapshot is null ? null : new ReferenceCounts(snapshot)).AnswerAsync(query, coverage, cancellationToken),
        cancellationToken);

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => new FindReferencesQuestion(this.time).AskAsync(snapshot, query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => new CallHierarchyQuestion(this.time).AskAsync(snapshot, query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => new FindImplementationsQuestion(this.time).AskAsync(snapshot, query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => new DiagnosticsQuestion(this.time).AskAsync(snapshot, query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => new NullAnalysisQuestion(this.time).AskAsync(snapshot, query, cancellationToken), cancellationToken);

    /// <summary>Fixers live in another worker, beside the SDK's own Roslyn.</summary>
    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new EditProposal("") { Refusal = CodeAnswer.Failed(CodeError.Unsupported, Elsewhere) });

    public async Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken)
    {
        using var asking = this.traffic.Enter();
        return await this.workspace.CurrentAsync(cancellationToken) is { } snapshot
            ? await new RenamePlanning(this.Files(), this.time).PlanAsync(query, snapshot, cancellationToken)
            : new EditProposal("") { Refusal = CodeAnswer.Failed(CodeError.NotLoaded, NotYet) };
    }

    public async Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken)
    {
        using var asking = this.traffic.Enter();
        var snapshot = await this.workspace.CurrentAsync(cancellationToken);
        return await new EditPlanning(this.Files(), this.seen).PlanAsync(query, snapshot, cancellationToken);
    }

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => new FindTestsQuestion(this.time).AskAsync(snapshot, query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(snapshot => this.delta.AnswerAsync(query, snapshot, cancellationToken), cancellationToken);

    /// <summary>Must be called in order; what is asked afterwards sees the buffers, whenever the returned task ends.</summary>
    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        this.workspace.SetBuffers(buffers);
        foreach (var buffer in buffers)
        {
            this.buffers[buffer.Path] = buffer;
        }

        this.activeFile = buffers.LastOrDefault(buffer => buffer.Text is not null)?.Path ?? this.activeFile;
        lock (this.background)
        {
            return this.indexed = IndexAfterAsync(this.indexed);
        }

        async Task IndexAfterAsync(Task before)
        {
            await before;
            await this.index.BuffersAsync(buffers, CancellationToken.None);
        }
    }

    public Task OriginalsAsync(ImmutableArray<OriginalText> originals, CancellationToken cancellationToken)
    {
        this.workspace.SetOriginals(originals);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await this.ending.CancelAsync();
        await this.indexed;
        await this.trimming;
        await this.warmUp.DisposeAsync();
        await this.workspace.DisposeAsync();
        await this.index.DisposeAsync();
        this.ending.Dispose();
    }

    private static Task<CodeAnswer> Unsupported() => Task.FromResult(CodeAnswer.Failed(CodeError.Unsupported, Elsewhere));

    private EffectiveFiles Files() => new(this.root, this.buffers.Values);

    /// <summary>The first question finds the index made, or waits for the rest of it.</summary>
    private async Task PrepareIndexAsync()
    {
        try
        {
            await this.index.CurrentAsync(this.ending.Token);
        }
        catch (Exception failure)
        {
            this.LogIndex(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "C# worker: the syntax index could not be made ahead of questions")]
    private partial void LogIndex(Exception exception);

    /// <summary>Nobody waits for memory to be given back.</summary>
    private void TrimLater()
    {
        lock (this.background)
        {
            this.trimming = this.trimming.IsCompleted ? Task.Run(this.TrimAsync) : this.trimming;
        }
    }

    private async Task TrimAsync()
    {
        try
        {
            await this.traffic.QuietAsync(this.ending.Token);
            await this.workspace.TrimAsync(this.ending.Token);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure)
        {
            this.LogTrim(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "C# worker: memory could not be given back")]
    private partial void LogTrim(Exception exception);

    /// <summary>For questions that the index answers, loaded or not.</summary>
    private async Task<CodeAnswer> SyntacticAsync(Func<CodeSnapshot?, Coverage, Task<CodeAnswer>> ask, CancellationToken cancellationToken)
    {
        using var asking = this.traffic.Enter();
        await this.indexed.WaitAsync(cancellationToken);
        var snapshot = this.isLoading ? null : await this.workspace.CurrentAsync(cancellationToken);
        var answer = await ask(snapshot, snapshot?.Coverage ?? await this.SyntaxCoverageAsync(cancellationToken));
        this.seen.Remember(answer.Seen, this.Files());
        return answer;
    }

    private async Task<Coverage> SyntaxCoverageAsync(CancellationToken cancellationToken)
    {
        var projects = (await this.index.CurrentAsync(cancellationToken)).Projects.Projects.Length;
        return new Coverage(projects, projects, this.isLoading ? "syntax-only, being loaded" : "syntax-only");
    }

    private async Task<CodeAnswer> SemanticAsync(Func<CodeSnapshot, Task<CodeAnswer>> ask, CancellationToken cancellationToken)
    {
        using var asking = this.traffic.Enter();
        if (await this.workspace.CurrentAsync(cancellationToken) is not { } snapshot)
        {
            return CodeAnswer.Failed(CodeError.NotLoaded, NotYet);
        }

        var answer = await ask(snapshot);
        this.seen.Remember(answer.Seen, this.Files());
        this.workspace.Ask(snapshot, answer.Places.Select(place => place.Path));
        this.TrimLater();
        return answer;
    }

    private void Report() => this.StatusChanged?.Invoke(this.Status);
}
