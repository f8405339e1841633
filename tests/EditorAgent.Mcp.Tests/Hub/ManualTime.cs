namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>Time that passes only when the test says so; a test can wait until somebody waits for it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => this.GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (this.gate)
        {
            return this.now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (this.gate)
        {
            this.timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (this.gate)
        {
            this.now += span;
            due = [.. this.timers.Where(timer => timer.Due is { } at && at <= this.now)];
            due.ForEach(timer => timer.Due = null);
        }

        due.ForEach(timer => timer.Fire());
    }

    /// <summary>Waits until somebody waits for at most so long, and returns how long.</summary>
    public async Task<TimeSpan> WaiterAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (this.gate)
            {
                if (this.timers.Where(timer => timer.Due is { } at && at - this.now <= longest).MinBy(timer => timer.Due) is { } next)
                {
                    return next.Due!.Value - this.now;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), System, cancellationToken);
        }
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.gate)
            {
                this.Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner.now + dueTime;
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            this.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
