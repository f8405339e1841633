namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>How many calls of one server run at once, how many in a second, and how many in a turn and in the session.</summary>
internal sealed class CallGate(HubLimits limits, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim slots = new(limits.ConcurrentCalls, limits.ConcurrentCalls);
    private readonly Lock gate = new();
    private double tokens = limits.CallBurst;
    private long filledAt = time.GetTimestamp();
    private int calls;
    private int callsOfTurn;

    /// <summary>A new turn of the conversation begins.</summary>
    public void BeginTurn() => Volatile.Write(ref this.callsOfTurn, 0);

    /// <summary>Waits until it may go; whoever may says so with <see cref="Leave"/> when it is over.</summary>
    /// <returns>Null, or why it may not: the session or the turn has had its share.</returns>
    public async ValueTask<string?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref this.callsOfTurn) > limits.CallsPerTurn)
        {
            return $"this turn has made {limits.CallsPerTurn} calls of it, and more are not allowed in one turn. Go on with what you have, and tell the user what is left: it can be done in the next turn";
        }

        if (Interlocked.Increment(ref this.calls) > limits.CallsPerSession)
        {
            return $"this session has made {limits.CallsPerSession} calls of it, and more are not allowed. Tell the user: a new session may make more";
        }

        await this.slots.WaitAsync(cancellationToken);
        try
        {
            if (this.TakeToken() is { } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            return null;
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
