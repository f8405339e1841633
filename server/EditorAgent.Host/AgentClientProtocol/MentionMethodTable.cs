using EditorAgent.Host.AgentClientProtocol.Mentions;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The method behind an @, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class MentionMethodTable(AcpServer server, TimeProvider time)
{
    [JsonRpcMethod(EditorAgentMethods.FindMentions, UseSingleObjectParameterDeserialization = true)]
    public Task<FindMentionsResult> FindMentionsAsync(FindMentionsParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.FindMentions);
        return MentionRequests.FindAsync(server.Session(wanted.SessionId), wanted, time, cancellationToken);
    }
}
