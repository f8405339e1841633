using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>The C# engine as it lives in its worker: hands each question to the class that answers it.</summary>
internal sealed class CodeHost : ICodeEngine, IAsyncDisposable
{
    private const string NotYet = "the C# projects are being loaded; find_symbol, code_overview and text search work meanwhile, ask again in a few seconds";
    private const string NotTrusted = "this needs the workspace's projects to be evaluated, which runs their code; the user has not trusted the workspace";

    private readonly CodeWorkspace workspace;
    private readonly QueryTraffic traffic = new();
    private readonly WarmUp warmUp;
    private string? activeFile;
    private bool isLoading;

    public CodeHost(InitializeParams parameters, TimeProvider time, ILogger logger)
    {
        this.workspace = new CodeWorkspace(parameters.Roots[0], MemoryCeiling.OfProcess(parameters.MemoryCeiling), time, logger);
        this.warmUp = new WarmUp(this.workspace, this.traffic, logger);
        this.workspace.Changed += _ => this.Report();
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

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    /// <summary>Fixers live in another worker, beside the SDK's own Roslyn.</summary>
    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) => UnsupportedProposal();

    public Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) => UnsupportedProposal();

    public Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) => UnsupportedProposal();

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) =>
        this.SemanticAsync(_ => Unsupported(), cancellationToken);

    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        this.workspace.SetBuffers(buffers);
        this.activeFile = buffers.LastOrDefault(buffer => buffer.Text is not null)?.Path ?? this.activeFile;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await this.warmUp.DisposeAsync();
        await this.workspace.DisposeAsync();
    }

    private static Task<CodeAnswer> Unsupported() => Task.FromResult(CodeAnswer.Failed(CodeError.Unsupported, "the C# worker cannot do this"));

    private static Task<EditProposal> UnsupportedProposal() =>
        Task.FromResult(new EditProposal("") { Refusal = CodeAnswer.Failed(CodeError.Unsupported, "the C# worker cannot do this") });

    private async Task<CodeAnswer> SemanticAsync(Func<CodeSnapshot, Task<CodeAnswer>> ask, CancellationToken cancellationToken)
    {
        using var asking = this.traffic.Enter();
        if (await this.workspace.CurrentAsync(cancellationToken) is not { } snapshot)
        {
            return CodeAnswer.Failed(CodeError.NotLoaded, NotYet);
        }

        var answer = await ask(snapshot);
        this.workspace.Ask(snapshot, answer.Places.Select(place => place.Path));
        await this.workspace.TrimAsync(cancellationToken);
        return answer;
    }

    private void Report() => this.StatusChanged?.Invoke(this.Status);
}
