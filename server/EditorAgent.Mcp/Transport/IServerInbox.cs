using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

internal interface IServerInbox
{
    bool IsAwaited(RequestId id);

    /// <returns>Whether somebody waited for it; what nobody waits for counts against the server's rate.</returns>
    bool Accept(IncomingMessage message);
}
