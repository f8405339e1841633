namespace EditorAgent.Host.McpServer.Http;

/// <summary>A request that is under way in a session, until it is disposed.</summary>
internal sealed class SessionRequest(HttpSession session) : IDisposable
{
    public HttpSession Session => session;

    public void Dispose() => session.Leave();
}
