using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The methods about subagents, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class SubagentMethodTable(AcpServer server)
{
    [JsonRpcMethod(EditorAgentMethods.SubagentTranscript, UseSingleObjectParameterDeserialization = true)]
    public Task<SubagentTranscriptResult> TranscriptAsync(SubagentTranscriptParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.SubagentTranscript);
        var requests = server.SubagentsOf(wanted.SessionId);
        return Task.Run(() => requests.Transcript(wanted.SubagentId), cancellationToken);
    }
}
