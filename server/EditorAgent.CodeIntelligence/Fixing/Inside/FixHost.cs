using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>The engine of the fix host: code actions, and nothing else. It never writes a file.</summary>
internal sealed class FixHost : ICodeEngine, IAsyncDisposable
{
    private readonly CodeWorkspace workspace;
    private readonly CodeActions actions;
    private ImmutableArray<OpenBuffer> buffers = [];

    public FixHost(InitializeParams parameters, string sdkDirectory, TimeProvider time)
    {
        this.workspace = new CodeWorkspace(parameters.Roots[0], MemoryCeiling.OfProcess(parameters.MemoryCeiling), time, NullLogger.Instance);
        this.actions = new CodeActions(sdkDirectory);
    }

    public Task LoadAsync(LoadedSolution loaded, LoadParams parameters, CancellationToken cancellationToken) =>
        this.workspace.ApplyAsync(loaded, parameters.IsTrusted, parameters.StartedAt, parameters.Generation, cancellationToken);

    public async Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) =>
        await this.workspace.CurrentAsync(cancellationToken) is { } snapshot
            ? await this.actions.ListAsync(query, snapshot, cancellationToken)
            : NotLoaded();

    public async Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        await this.workspace.CurrentAsync(cancellationToken) is { } snapshot
            ? await this.actions.ApplyAsync(query, snapshot, this.buffers, cancellationToken)
            : new EditProposal("") { Refusal = NotLoaded() };

    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        this.buffers = [.. this.buffers.Where(known => buffers.All(changed => changed.Path != known.Path)), .. buffers.Where(buffer => buffer.Text is not null)];
        this.workspace.SetBuffers(buffers);
        return Task.CompletedTask;
    }

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) => UnsupportedProposal();

    public Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) => UnsupportedProposal();

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) => Unsupported();

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) => Unsupported();

    public ValueTask DisposeAsync() => this.workspace.DisposeAsync();

    private static CodeAnswer NotLoaded() => CodeAnswer.Failed(CodeError.NotLoaded, "the fix host is still loading the C# projects; ask again in a few seconds");

    private static CodeAnswer Unfit() => CodeAnswer.Failed(CodeError.Unsupported, "the fix host knows code actions only");

    private static Task<CodeAnswer> Unsupported() => Task.FromResult(Unfit());

    private static Task<EditProposal> UnsupportedProposal() => Task.FromResult(new EditProposal("") { Refusal = Unfit() });
}
