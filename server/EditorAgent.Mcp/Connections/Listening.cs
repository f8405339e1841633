using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>One <c>subscriptions/listen</c> request: it stays open, and is sent again, later and later, when it breaks while the connection lives.</summary>
internal sealed class Listening : IAsyncDisposable
{
    public const string Method = "subscriptions/listen";
    private static readonly CallOptions Endless = new() { IdleLimit = Timeout.InfiniteTimeSpan, TotalLimit = Timeout.InfiniteTimeSpan };
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Requester requester;
    private readonly Task connectionEnd;
    private readonly JsonObject wanted;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop;
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task work;

    public Listening(Requester requester, Task connectionEnd, JsonObject wanted, TimeProvider time, CancellationToken connection)
    {
        this.requester = requester;
        this.connectionEnd = connectionEnd;
        this.wanted = wanted;
        this.time = time;
        this.stop = CancellationTokenSource.CreateLinkedTokenSource(connection);
        this.work = this.ListenAsync(this.stop.Token);
    }

    /// <summary>The server has taken it up; faults when it refuses.</summary>
    public Task Begun => this.begun.Task;

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.work;
        this.begun.TrySetCanceled();
        this.stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        try
        {
            while (true)
            {
                try
                {
                    using var run = new RequestRun(Endless, this.time, cancellationToken);
                    run.Heard = () => this.begun.TrySetResult();
                    await this.requester.RoundAsync(Method, new JsonObject { ["notifications"] = this.wanted.DeepClone() }, null, run);
                }
                catch (ServerException failure) when (this.begun.Task.IsCompletedSuccessfully && failure.Kind is not ServerFailureKind.Refused)
                {
                    // It broke: once more, unless the connection itself is over.
                }

                if (this.connectionEnd.IsCompleted)
                {
                    return;
                }

                await Task.Delay(wait, this.time, cancellationToken);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
        catch (ServerException refused)
        {
            this.begun.TrySetException(refused);
            _ = this.begun.Task.Exception;
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }
}
