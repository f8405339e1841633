namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>A clock that stands until it is moved; timers that are due then fire at once.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private TimeSpan elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + this.elapsed;

    public override long GetTimestamp() => this.elapsed.Ticks;

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (this.gate)
        {
            this.elapsed += by;
            due = [.. this.timers.Where(timer => timer.DueAt <= this.elapsed)];
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (this.gate)
        {
            this.timers.Add(timer);
        }

        return timer;
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        public TimeSpan DueAt { get; private set; } = TimeSpan.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.DueAt = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time.elapsed + dueTime;
            return true;
        }

        public void Fire()
        {
            this.DueAt = TimeSpan.MaxValue;
            callback();
        }

        public void Dispose() => this.DueAt = TimeSpan.MaxValue;

        public ValueTask DisposeAsync()
        {
            this.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
