using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>
/// Answers questions about code. Two ship: the C# worker, and hosted language servers. Every question is answered for the workspace as it
/// is at that moment, open buffers included. What an engine cannot do it says with <see cref="CodeError.Unsupported"/>; failures are
/// answers, never exceptions, but for cancellation, which is honoured within 250 ms.
/// </summary>
public interface ICodeEngine
{
    Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken);

    Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken);

    Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken);

    Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken);

    Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken);

    /// <summary>Buffers that were opened, changed or closed; counts for every question asked afterwards.</summary>
    Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken);

    /// <summary>
    /// What the session changed is told against these, also where the engine first looked at a file after it was written. Nothing to an engine that
    /// does not compare.
    /// </summary>
    Task OriginalsAsync(ImmutableArray<OriginalText> originals, CancellationToken cancellationToken) => Task.CompletedTask;
}
