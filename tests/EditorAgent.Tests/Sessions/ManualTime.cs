namespace EditorAgent.Tests.Sessions;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private TimeSpan passed;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero) + this.passed;

    public override long GetTimestamp() => this.passed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (this.timers)
        {
            this.timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan by)
    {
        this.passed += by;
        List<ManualTimer> all;
        lock (this.timers)
        {
            all = [.. this.timers];
        }

        all.ForEach(timer => timer.FireIfDue());
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan? due;
        private TimeSpan? again;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.due = dueTime == Timeout.InfiniteTimeSpan ? null : time.passed + dueTime;
            this.again = period > TimeSpan.Zero ? period : null;
            return true;
        }

        public void FireIfDue()
        {
            if (this.due <= time.passed)
            {
                this.due = time.passed + this.again;
                callback(state);
            }
        }

        public void Dispose() => this.due = null;

        public ValueTask DisposeAsync()
        {
            this.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
