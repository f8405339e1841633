using EditorAgent.Core.Agent.Subagents;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Updates;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.Agents;

/// <summary>Shows the conversations of a session's subagents, also of one that is running.</summary>
internal sealed class SubagentRequests(AcpSession session, ClientProfile client, TimeProvider time, ILogger logger)
{
    private const int MostUpdates = 1_000;

    public SubagentTranscriptResult Transcript(string subagent)
    {
        if (!SessionId.TryParse(subagent, out var id) || !session.Agent.Session.State.Subagents.ContainsKey(id))
        {
            throw AcpErrors.NotFound("There is no subagent of that id in this session.");
        }

        var updates = new List<SessionUpdate>();
        var mapper = new SessionUpdateMapper(client, session.Settings, updates.Add);
        var store = new SessionStore(Path.Combine(session.Agent.Session.Directory, SubagentCrew.Folder), time, logger);
        foreach (var happened in store.ReadHistory(id))
        {
            mapper.Replay(happened);
        }

        var left = Math.Max(0, updates.Count - MostUpdates);
        return new SubagentTranscriptResult { Updates = updates[left..], IsPartial = left > 0 };
    }
}
