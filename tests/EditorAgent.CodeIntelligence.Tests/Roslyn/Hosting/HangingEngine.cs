using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>An engine that says when it was asked, and answers only when it is let.</summary>
internal sealed class HangingEngine : ICodeEngine
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => this.asked.Task;

    public Task Cancelled => this.cancelled.Task;

    public Func<CodeAnswer>? Answer { get; init; }

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public async Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        new((await this.HangAsync(cancellationToken)).Text);

    public async Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) => new((await this.HangAsync(cancellationToken)).Text);

    public async Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) => new((await this.HangAsync(cancellationToken)).Text);

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) => this.HangAsync(cancellationToken);

    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<CodeAnswer> HangAsync(CancellationToken cancellationToken)
    {
        if (this.Answer is { } answer)
        {
            return answer();
        }

        this.asked.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            this.cancelled.TrySetResult();
            throw;
        }

        return new CodeAnswer("");
    }
}
