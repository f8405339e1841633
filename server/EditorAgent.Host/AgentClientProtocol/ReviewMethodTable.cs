using EditorAgent.Host.AgentClientProtocol.Reviews;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The methods about changes under review, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class ReviewMethodTable(AcpServer server)
{
    [JsonRpcMethod(EditorAgentMethods.ListChanges, UseSingleObjectParameterDeserialization = true)]
    public Task<ListChangesResult> ListChangesAsync(ListChangesParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.ListChanges);
        return ReviewRequests.ListAsync(server.Session(wanted.SessionId), cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.KeepChanges, UseSingleObjectParameterDeserialization = true)]
    public Task<JudgeChangesResult> KeepChangesAsync(KeepChangesParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.KeepChanges);
        return ReviewRequests.KeepAsync(server.Session(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.UndoChanges, UseSingleObjectParameterDeserialization = true)]
    public Task<JudgeChangesResult> UndoChangesAsync(UndoChangesParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.UndoChanges);
        return ReviewRequests.UndoAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.ReadBaseline, UseSingleObjectParameterDeserialization = true)]
    public Task<ReadBaselineResult> ReadBaselineAsync(ReadBaselineParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.ReadBaseline);
        return ReviewRequests.BaselineAsync(server.Session(wanted.SessionId), wanted.Path, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.Restore, UseSingleObjectParameterDeserialization = true)]
    public Task<UndoTurnResult> RestoreAsync(RestoreParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.Restore);
        return ReviewRequests.RestoreAsync(server.UnrestrictedSession(wanted.SessionId), wanted.TurnId, cancellationToken);
    }
}
