namespace EditorAgent.Mcp.Hub.Running;

/// <summary>
/// Does something once for many signals: shortly after the first, and the more rarely the longer they keep coming, so that a storm of them
/// costs little.
/// </summary>
internal sealed class Debounce(Func<CancellationToken, Task> act, TimeProvider time, CancellationToken stop)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private bool isWanted;
    private Task running = Task.CompletedTask;
    private TimeSpan pause = Shortest;
    private long doneAt;

    /// <summary>Completes when nothing is being done; never faults as long as what is done does not.</summary>
    public Task Idle
    {
        get
        {
            lock (this.gate)
            {
                return this.running;
            }
        }
    }

    public void Signal()
    {
        lock (this.gate)
        {
            this.isWanted = true;
            if (!this.running.IsCompleted || stop.IsCancellationRequested)
            {
                return;
            }

            this.pause = time.GetElapsedTime(this.doneAt) > Longest ? Shortest : Longer(this.pause);
            this.running = this.RunAsync();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            do
            {
                await Task.Delay(this.pause, time, stop);
                lock (this.gate)
                {
                    this.isWanted = false;
                }

                await act(stop);
            }
            while (this.IsWantedAgain());
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub is ending, and with it what this was for.
        }
    }

    private bool IsWantedAgain()
    {
        lock (this.gate)
        {
            this.doneAt = time.GetTimestamp();
            this.pause = Longer(this.pause);
            return this.isWanted;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;
}
