using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>
/// An engine that lives in a worker. Every question has an end: an answer, the deadline, or the worker's. A cancelled question ends here at once
/// and in the worker as soon as it notices.
/// </summary>
/// <param name="connection">To the worker; listening.</param>
/// <param name="name">What texts call the worker, for example <c>C# worker</c>.</param>
/// <param name="time">What the deadline is measured by.</param>
internal sealed class CodeEngineClient(JsonRpc connection, string name, TimeProvider time) : ICodeEngine
{
    /// <summary>What the worker has, and the way back: an answer that says what is known until then is better than none.</summary>
    public static readonly TimeSpan Deadline = QueryDeadline.Most + TimeSpan.FromMilliseconds(500);

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.Overview, query, cancellationToken);

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.FindSymbol, query, cancellationToken);

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.ReadSymbol, query, cancellationToken);

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.FindReferences, query, cancellationToken);

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.CallHierarchy, query, cancellationToken);

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.FindImplementations, query, cancellationToken);

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.Diagnostics, query, cancellationToken);

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.NullAnalysis, query, cancellationToken);

    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.CodeActions, query, cancellationToken);

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(CodeHostMethods.ApplyCodeAction, query, cancellationToken);

    public Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(CodeHostMethods.Rename, query, cancellationToken);

    public Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(CodeHostMethods.Edit, query, cancellationToken);

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.FindTests, query, cancellationToken);

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeHostMethods.Delta, query, cancellationToken);

    /// <summary>A worker that is gone has no buffers to keep; its successor is told of all.</summary>
    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken) =>
        this.TellAsync(CodeHostMethods.Buffers, new BuffersParams(buffers), cancellationToken);

    public Task OriginalsAsync(ImmutableArray<OriginalText> originals, CancellationToken cancellationToken) =>
        this.TellAsync(CodeHostMethods.Originals, new OriginalsParams(originals), cancellationToken);

    private async Task TellAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        try
        {
            await connection.NotifyWithParameterObjectAsync(method, parameters).WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is ConnectionLostException or ObjectDisposedException)
        {
        }
    }

    private Task<CodeAnswer> AnswerAsync(string method, object query, CancellationToken cancellationToken) =>
        this.AskAsync(method, query, static failure => failure, cancellationToken);

    private Task<EditProposal> ProposeAsync(string method, object query, CancellationToken cancellationToken) =>
        this.AskAsync(method, query, static failure => new EditProposal("") { Refusal = failure }, cancellationToken);

    private async Task<T> AskAsync<T>(string method, object query, Func<CodeAnswer, T> failed, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var asked = connection.InvokeWithParameterObjectAsync<T>(method, query, either.Token);
            return await asked.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            var message = $"no answer within {QueryDeadline.Most.TotalSeconds:0} s; ask about less (a project or a file as scope), or again: what was worked out is kept";
            return failed(CodeAnswer.Failed(CodeError.Deadline, message));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && IsLoss(failure, connection))
        {
            return failed(CodeAnswer.Failed(CodeError.Failed, $"the {name} ended; ask again"));
        }
        catch (RemoteRpcException failure)
        {
            return failed(CodeAnswer.Failed(CodeError.Failed, failure.Message));
        }
    }

    /// <summary>A connection that ends while a call waits cancels the call.</summary>
    private static bool IsLoss(Exception failure, JsonRpc connection) =>
        failure is ConnectionLostException or ObjectDisposedException || (failure is OperationCanceledException && connection.IsDisposed);
}
