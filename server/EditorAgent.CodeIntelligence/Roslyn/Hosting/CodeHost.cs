using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>The C# engine as it lives in its worker: hands each question to the class that answers it.</summary>
internal sealed class CodeHost : ICodeEngine, IAsyncDisposable
{
    private const string NotYet = "the C# projects are being loaded; find_symbol, code_overview and text search work meanwhile, ask again in a few seconds";
    private const string NotTrusted = "this needs the workspace's projects to be evaluated, which runs their code; the user has not trusted the workspace";

    private readonly CodeWorkspace workspace;
    private readonly TimeProvider time;
    private bool isLoading;

    public CodeHost(InitializeParams parameters, TimeProvider time)
    {
        this.time = time;
        this.workspace = new CodeWorkspace(parameters.Roots[0], time);
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
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => this.workspace.DisposeAsync();

    private static Task<CodeAnswer> Unsupported() => Task.FromResult(CodeAnswer.Failed(CodeError.Unsupported, "the C# worker cannot do this"));

    private static Task<EditProposal> UnsupportedProposal() =>
        Task.FromResult(new EditProposal("") { Refusal = CodeAnswer.Failed(CodeError.Unsupported, "the C# worker cannot do this") });

    private async Task<CodeAnswer> SemanticAsync(Func<CodeSnapshot, Task<CodeAnswer>> answer, CancellationToken cancellationToken) =>
        await this.workspace.CurrentAsync(cancellationToken) is { } snapshot
            ? await answer(snapshot)
            : CodeAnswer.Failed(CodeError.NotLoaded, NotYet);

    private void Report() => this.StatusChanged?.Invoke(this.Status);
}
