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

    /// <summary>A request is under way until this is disposed.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref this.requests);
        return new Request(this);
    }

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.Transport.DisposeAsync();
        await this.serving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        this.stop.Dispose();
    }

    private sealed class Request(HttpSession session) : IDisposable
    {
        public void Dispose()
        {
            session.IdleSince = session.time.GetTimestamp();
            Interlocked.Decrement(ref session.requests);
        }
    }
}
