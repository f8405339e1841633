using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

internal interface IServerInbox
{
    /// <summary>Whether any request waits for its answer.</summary>
    bool IsAwaiting { get; }

    bool IsAwaited(RequestId id);

    /// <summary>Asked right before the first byte of a request leaves.</summary>
    /// <returns>False when its caller has given it up meanwhile: it must not leave then.</returns>
    bool MayLeave(RequestId id);

    /// <summary>The server answered a request by not knowing its session, which it does before it looks at the request.</summary>
    void TurnAway(RequestId id);

    /// <returns>Whether somebody waited for it; what nobody waits for counts against the server's rate.</returns>
    bool Accept(IncomingMessage message);
}
