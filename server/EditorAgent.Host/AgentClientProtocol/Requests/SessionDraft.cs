using EditorAgent.Core.Configuration;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>The parts of a session that must be there before it is opened.</summary>
internal sealed record SessionDraft(
    SessionRequest Request,
    ClientLink Link,
    SessionUpdateQueue Updates,
    AgentConfiguration Configuration,
    ClientProfile Client);
