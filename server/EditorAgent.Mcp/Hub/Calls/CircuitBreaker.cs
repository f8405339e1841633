namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>
/// Stops asking a server whose calls fail one after the other; after a while one call may try, and if it gets an answer the rest may too.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private const int MostFailures = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private int failures;
    private long openedAt;
    private bool isProbing;

    /// <summary>Asks whether a call may go. One that may says how it went with <see cref="Succeeded"/> or <see cref="Failed"/>, and leaves in the end.</summary>
    public CircuitEntry Enter()
    {
        lock (this.gate)
        {
            if (this.failures < MostFailures)
            {
                return new CircuitEntry(TimeSpan.Zero, IsProbe: false);
            }

            var wait = Pause - time.GetElapsedTime(this.openedAt);
            if (wait > TimeSpan.Zero || this.isProbing)
            {
                return new CircuitEntry(wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), IsProbe: false);
            }

            this.isProbing = true;
            return new CircuitEntry(TimeSpan.Zero, IsProbe: true);
        }
    }

    public void Succeeded()
    {
        lock (this.gate)
        {
            this.failures = 0;
        }
    }

    public void Failed()
    {
        lock (this.gate)
        {
            this.failures++;
            this.openedAt = time.GetTimestamp();
        }
    }

    /// <summary>The call is over; where nothing was learnt by a probe, another one may probe.</summary>
    public void Leave(CircuitEntry entry)
    {
        lock (this.gate)
        {
            this.isProbing &= !entry.IsProbe;
        }
    }
}
