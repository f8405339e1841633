using System.Security.Cryptography;
using EditorAgent.Host.McpServer.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>One client of a revision with sessions, from its <c>initialize</c> to its <c>DELETE</c>, or to its being idle for too long.</summary>
internal sealed class HttpSession : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;
    private Task serving = Task.CompletedTask;

    /// <summary>How many are under way; below zero once it has given way to another session.</summary>
    private int requests;

    public HttpSession(TimeProvider time)
    {
        this.time = time;
        this.Transport = new StreamableHttpServerTransport { SessionId = this.Id, FlowExecutionContextFromRequests = true };
        this.IdleSince = time.GetTimestamp();
    }

    /// <summary>128 random bits.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public StreamableHttpServerTransport Transport { get; }

    /// <summary>When the last request ended; only while none is under way.</summary>
    public long IdleSince { get; private set; }

    public bool IsIdle => Volatile.Read(ref this.requests) == 0;

    public void Start(ServedProtocol protocol) => this.serving = Task.Run(() => protocol.ServeAsync(this.Transport, this.stop.Token));

    /// <returns>Null when it has given way to another session.</returns>
    public SessionRequest? Enter()
    {
        if (Interlocked.Increment(ref this.requests) > 0)
        {
            return new SessionRequest(this);
        }

        Interlocked.Decrement(ref this.requests);
        return null;
    }

    public void Leave()
    {
        this.IdleSince = this.time.GetTimestamp();
        Interlocked.Decrement(ref this.requests);
    }

    /// <returns>Whether no request was under way; none begins after that.</returns>
    public bool TryRetire() => Interlocked.CompareExchange(ref this.requests, int.MinValue, 0) == 0;

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.Transport.DisposeAsync();
        await this.serving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        this.stop.Dispose();
    }
}
