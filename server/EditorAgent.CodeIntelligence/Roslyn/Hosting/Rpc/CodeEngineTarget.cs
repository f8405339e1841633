using EditorAgent.CodeIntelligence.Contract;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>
/// An engine, as it is called over a connection. Questions run side by side; buffers are taken in the order of the messages, so that they count
/// for every question sent after them.
/// </summary>
internal sealed class CodeEngineTarget(ICodeEngine engine)
{
    [JsonRpcMethod(CodeHostMethods.Buffers, UseSingleObjectParameterDeserialization = true)]
    public Task BuffersAsync(BuffersParams parameters, CancellationToken cancellationToken) => engine.BuffersAsync(parameters.Buffers, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.Originals, UseSingleObjectParameterDeserialization = true)]
    public Task OriginalsAsync(OriginalsParams parameters, CancellationToken cancellationToken) => engine.OriginalsAsync(parameters.Originals, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.Overview, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) => Ask(engine.OverviewAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.FindSymbol, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) => Ask(engine.FindSymbolAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.ReadSymbol, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) => Ask(engine.ReadSymbolAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.FindReferences, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) =>
        Ask(engine.FindReferencesAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.CallHierarchy, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) =>
        Ask(engine.CallHierarchyAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.FindImplementations, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) =>
        Ask(engine.FindImplementationsAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.Diagnostics, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) => Ask(engine.DiagnosticsAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.NullAnalysis, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) =>
        Ask(engine.NullAnalysisAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.CodeActions, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) => Ask(engine.CodeActionsAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.ApplyCodeAction, UseSingleObjectParameterDeserialization = true)]
    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        Ask(engine.ApplyCodeActionAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.Rename, UseSingleObjectParameterDeserialization = true)]
    public Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) => Ask(engine.RenameAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.Edit, UseSingleObjectParameterDeserialization = true)]
    public Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) => Ask(engine.EditAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.FindTests, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) => Ask(engine.FindTestsAsync, query, cancellationToken);

    [JsonRpcMethod(CodeHostMethods.Delta, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) => Ask(engine.DeltaAsync, query, cancellationToken);

    /// <summary>Away from the thread that reads messages, so that a cancellation is read while a question is being worked on.</summary>
    private static Task<TAnswer> Ask<TQuery, TAnswer>(Func<TQuery, CancellationToken, Task<TAnswer>> ask, TQuery query, CancellationToken cancellationToken) =>
        Task.Run(() => ask(query, cancellationToken), cancellationToken);
}
