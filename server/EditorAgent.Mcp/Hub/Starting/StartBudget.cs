namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>When a server may be started: after a failure later and later (1, 2, 4, up to 60 seconds), and only so often in ten minutes.</summary>
/// <param name="most">Starts in <see cref="Window"/>.</param>
internal sealed class StartBudget(int most, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>A server that lived for this long failed for a new reason.</summary>
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<long> starts = new();
    private int failures;
    private long failedAt;
    private long lastStart;

    /// <summary>Whether the next start waits for the window and not only for a pause.</summary>
    public bool IsSpent
    {
        get
        {
            lock (this.gate)
            {
                this.Expire();
                return this.starts.Count >= most;
            }
        }
    }

    /// <summary>How long until it may be started; zero is now.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (this.gate)
            {
                this.Expire();
                var pause = this.failures == 0 ? TimeSpan.Zero : Pause(this.failures) - time.GetElapsedTime(this.failedAt);
                var window = this.starts.Count >= most ? Window - time.GetElapsedTime(this.starts.Peek()) : TimeSpan.Zero;
                var wait = pause > window ? pause : window;
                return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }
    }

    public void Started()
    {
        lock (this.gate)
        {
            this.lastStart = time.GetTimestamp();
            this.starts.Enqueue(this.lastStart);
        }
    }

    public void Failed()
    {
        lock (this.gate)
        {
            this.failures = time.GetElapsedTime(this.lastStart) >= Stable ? 1 : this.failures + 1;
            this.failedAt = time.GetTimestamp();
        }
    }

    /// <summary>A person wants it to be tried at once.</summary>
    public void Forget()
    {
        lock (this.gate)
        {
            this.failures = 0;
            this.starts.Clear();
        }
    }

    private static TimeSpan Pause(int failures) => failures > 6 ? LongestPause : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, failures - 1)));

    private void Expire()
    {
        while (this.starts.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            this.starts.Dequeue();
        }
    }
}
