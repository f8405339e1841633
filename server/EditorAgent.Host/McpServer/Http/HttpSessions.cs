using System.Collections.Concurrent;
using EditorAgent.Host.McpServer.Protocol;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>The sessions of this process: at most 32; one that is idle for an hour makes room.</summary>
internal sealed class HttpSessions(ServedProtocol protocol, TimeProvider time) : IAsyncDisposable
{
    private const int Most = 32;

    private static readonly TimeSpan LongestIdle = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, HttpSession> sessions = new(StringComparer.Ordinal);

    public HttpSession? Find(string? id) => id is not null && this.sessions.TryGetValue(id, out var session) ? session : null;

    /// <returns>Null when there are too many.</returns>
    public async Task<HttpSession?> OpenAsync()
    {
        foreach (var (id, idle) in this.sessions.Where(pair => pair.Value.IsIdle && time.GetElapsedTime(pair.Value.IdleSince) > LongestIdle).ToList())
        {
            await this.CloseAsync(id);
        }

        if (this.sessions.Count >= Most)
        {
            return null;
        }

        var session = new HttpSession(time);
        this.sessions[session.Id] = session;
        session.Start(protocol);
        return session;
    }

    /// <returns>Whether there was such a session.</returns>
    public async Task<bool> CloseAsync(string id)
    {
        if (!this.sessions.TryRemove(id, out var session))
        {
            return false;
        }

        await session.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in this.sessions.Keys)
        {
            await this.CloseAsync(id);
        }
    }
}
