using System.Collections.Concurrent;
using EditorAgent.Host.McpServer.Protocol;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>
/// The sessions of this process: at most 32. One that is idle for an hour ends with the next that begins; above 32 the one that has been idle longest
/// makes room, and its client begins anew.
/// </summary>
internal sealed class HttpSessions(ServedProtocol protocol, TimeProvider time) : IAsyncDisposable
{
    public const int Most = 32;

    private static readonly TimeSpan LongestIdle = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, HttpSession> sessions = new(StringComparer.Ordinal);
    private readonly Lock opening = new();

    /// <returns>Null when there is no such session.</returns>
    public SessionRequest? Enter(string id) => this.sessions.TryGetValue(id, out var session) ? session.Enter() : null;

    /// <summary>A new session, with its first request under way.</summary>
    /// <returns>Null when there are too many, and all are busy.</returns>
    public async Task<SessionRequest?> OpenAsync()
    {
        List<HttpSession> retired = [];
        SessionRequest? first;
        lock (this.opening)
        {
            this.Retire(retired);
            first = this.sessions.Count < Most ? new HttpSession(time).Enter() : null;
            if (first is not null)
            {
                this.sessions[first.Session.Id] = first.Session;
                first.Session.Start(protocol);
            }
        }

        foreach (var session in retired)
        {
            await session.DisposeAsync();
        }

        return first;
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

    private void Retire(List<HttpSession> retired)
    {
        foreach (var session in this.sessions.Values.Where(one => one.IsIdle).OrderBy(one => one.IdleSince).ToList())
        {
            if (this.sessions.Count < Most && time.GetElapsedTime(session.IdleSince) <= LongestIdle)
            {
                return;
            }

            if (session.TryRetire() && this.sessions.TryRemove(session.Id, out _))
            {
                retired.Add(session);
            }
        }
    }
}
