using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The methods about sessions of the past, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class HistoryMethodTable(AcpServer server)
{
    [JsonRpcMethod(EditorAgentMethods.SearchSessions, UseSingleObjectParameterDeserialization = true)]
    public Task<SearchSessionsResult> SearchSessionsAsync(SearchSessionsParams? request = null, CancellationToken cancellationToken = default) =>
        server.History.SearchAsync(AcpErrors.Required(request, EditorAgentMethods.SearchSessions), cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.ForkSession, UseSingleObjectParameterDeserialization = true)]
    public Task<ForkSessionResult> ForkSessionAsync(ForkSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.History.ForkAsync(AcpErrors.Required(request, EditorAgentMethods.ForkSession), cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.ExportSession, UseSingleObjectParameterDeserialization = true)]
    public Task<ExportSessionResult> ExportSessionAsync(ExportSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.History.ExportAsync(AcpErrors.Required(request, EditorAgentMethods.ExportSession), cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.ArchiveSession, UseSingleObjectParameterDeserialization = true)]
    public Task<ArchiveSessionResult> ArchiveSessionAsync(ArchiveSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.History.ArchiveAsync(AcpErrors.Required(request, EditorAgentMethods.ArchiveSession), cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.RenameSession, UseSingleObjectParameterDeserialization = true)]
    public Task<RenameSessionResult> RenameSessionAsync(RenameSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.History.RenameAsync(AcpErrors.Required(request, EditorAgentMethods.RenameSession), cancellationToken);
}
