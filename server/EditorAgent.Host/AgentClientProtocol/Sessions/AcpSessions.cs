using System.Collections.Concurrent;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>The sessions that this client has open.</summary>
internal sealed class AcpSessions
{
    private readonly ConcurrentDictionary<string, AcpSession> open = new(StringComparer.Ordinal);

    /// <exception cref="StreamJsonRpc.LocalRpcException">The session is not open.</exception>
    public AcpSession Get(string id) => this.open.TryGetValue(id, out var session)
        ? session
        : throw AcpErrors.NotFound($"The session '{Shown(id)}' is not open. Open it with session/load or session/resume, or start one with session/new.");

    public AcpSession? Find(string id) => this.open.GetValueOrDefault(id);

    public void Add(AcpSession session) => this.open[session.Id] = session;

    public async Task CloseAsync(string id)
    {
        if (this.open.TryRemove(id, out var session))
        {
            await session.DisposeAsync();
        }
    }

    /// <summary>The client is gone: what it has not answered stays open, before the loss of the connection cancels anything.</summary>
    public void LeaveAll()
    {
        foreach (var session in this.open.Values)
        {
            session.Agent.Leave();
        }
    }

    /// <summary>Cancels every turn, writes what is queued, lets all sessions go; their journals are whole afterwards.</summary>
    public Task CloseAllAsync() => Task.WhenAll(this.open.Keys.Select(this.CloseAsync));

    /// <exception cref="SessionNotFoundException">This cannot be the id of a session.</exception>
    public static SessionId Parse(string id) => SessionId.TryParse(id, out var parsed) ? parsed : throw new SessionNotFoundException(id);

    private static string Shown(string id) => id.Length <= 64 ? id : id[..64] + "…";
}
