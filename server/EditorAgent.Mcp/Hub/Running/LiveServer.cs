using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>A server that is connected, and what it was permitted as.</summary>
internal sealed record LiveServer(IServerConnection Connection, ServerIdentity Identity);
