using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The methods about the meaning of code, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class CodeToolMethodTable(AcpServer server)
{
    [JsonRpcMethod(EditorAgentMethods.ListCodeTools, UseSingleObjectParameterDeserialization = true)]
    public Task<ListCodeToolsResult> ListCodeToolsAsync(ListCodeToolsParams? request = null, CancellationToken cancellationToken = default) =>
        server.CodeTools.ListAsync(AcpErrors.Required(request, EditorAgentMethods.ListCodeTools), cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.CallCodeTool, UseSingleObjectParameterDeserialization = true)]
    public Task<CallCodeToolResult> CallCodeToolAsync(CallCodeToolParams? request = null, CancellationToken cancellationToken = default) =>
        server.CodeTools.CallAsync(AcpErrors.Required(request, EditorAgentMethods.CallCodeTool), cancellationToken);
}
