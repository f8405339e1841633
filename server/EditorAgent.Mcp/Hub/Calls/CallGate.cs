namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>How many calls of one server run at once, how many in a second, and how many in the session.</summary>
internal sealed class CallGate(HubLimits limits, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim slots = new(limits.ConcurrentCalls, limits.ConcurrentCalls);
    private readonly Lock gate = new();
    private double tokens = limits.CallBurst;
    private long filledAt = time.GetTimestamp();
    private int calls;

    /// <summary>Waits for its turn; whoever gets one gives it back with <see cref="Leave"/>.</summary>
    /// <returns>False when the session has had its share.</returns>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref this.calls) > limits.CallsPerSession)
        {
            return false;
        }

        await this.slots.WaitAsync(cancellationToken);
        try
        {
            if (this.TakeToken() is { } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            return true;
        }
        catch
        {
            this.slots.Release();
            throw;
        }
    }

    public void Leave() => this.slots.Release();

    public void Dispose() => this.slots.Dispose();

    /// <summary>Takes one, on credit where there is none: then says how long it takes to come.</summary>
    private TimeSpan? TakeToken()
    {
        lock (this.gate)
        {
            var now = time.GetTimestamp();
            this.tokens = Math.Min(limits.CallBurst, this.tokens + (time.GetElapsedTime(this.filledAt, now).TotalSeconds * limits.CallsPerSecond));
            this.filledAt = now;
            this.tokens--;
            return this.tokens >= 0 ? null : TimeSpan.FromSeconds(-this.tokens / limits.CallsPerSecond);
        }
    }
}
