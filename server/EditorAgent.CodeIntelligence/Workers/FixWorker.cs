using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>The SDK's own fixers and refactorings, in a worker that is started with the first question.</summary>
internal sealed class FixWorker : IAsyncDisposable
{
    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(CodeAnswer.Failed(CodeError.Unsupported, "no fixers"));

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new EditProposal("") { Refusal = CodeAnswer.Failed(CodeError.Unsupported, "no fixers") });

    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
