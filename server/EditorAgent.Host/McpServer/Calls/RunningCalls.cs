using System.Collections.Concurrent;
using ModelContextProtocol;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>
/// The calls that go on without a request: tasks, and calls whose client was asked something. A task is kept for an hour, whatever became of it; a
/// call whose client never answers is cancelled after ten minutes.
/// </summary>
internal sealed class RunningCalls(TimeProvider time) : IAsyncDisposable
{
    private const int MostRunning = 32;
    private const int MostKept = 512;

    private static readonly TimeSpan PatienceForAnswers = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, RunningCall> calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ITimer> parked = new(StringComparer.Ordinal);

    /// <summary>How long a task can be asked about.</summary>
    public static TimeSpan TaskLifetime { get; } = TimeSpan.FromHours(1);

    /// <exception cref="McpException">Too many run already.</exception>
    public void Add(RunningCall call)
    {
        this.Sweep();
        if (this.calls.Values.Count(one => !one.Completion.IsCompleted) >= MostRunning || this.calls.Count >= MostKept)
        {
            call.Cancel();
            throw new McpException($"This server already runs {MostRunning} long calls. Wait for some of them, or cancel them.");
        }

        this.calls[call.Id] = call;
    }

    public RunningCall? FindTask(string? id) => id is not null && this.calls.TryGetValue(id, out var call) && call.IsTask ? call : null;

    /// <summary>The client has been asked; it comes back with the answer, or the call ends.</summary>
    public void Park(RunningCall call)
    {
        call.Listener = null;
        if (!this.calls.ContainsKey(call.Id))
        {
            this.Add(call);
        }

        this.parked[call.Id] = time.CreateTimer(_ => this.GiveUp(call), null, PatienceForAnswers, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The call whose client has come back; null when there is none any more, or another request has taken it.</summary>
    public RunningCall? Unpark(string id)
    {
        if (!this.parked.TryRemove(id, out var timer))
        {
            return null;
        }

        timer.Dispose();
        return this.calls.TryRemove(id, out var call) ? call : null;
    }

    /// <summary>Ends all that runs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var timer in this.parked.Values)
        {
            await timer.DisposeAsync();
        }

        foreach (var call in this.calls.Values)
        {
            call.Cancel();
        }

        await Task.WhenAll(this.calls.Values.Select(call => (Task)call.Completion.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
    }

    private void GiveUp(RunningCall call)
    {
        if (this.Unpark(call.Id) is not null)
        {
            call.Cancel();
        }
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (id, call) in this.calls)
        {
            if (call.Completion.IsCompleted && now - call.CreatedAt > TaskLifetime)
            {
                this.calls.TryRemove(id, out _);
            }
        }
    }
}
