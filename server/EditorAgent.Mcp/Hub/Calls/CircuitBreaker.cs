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

    /// <summary>Whether a call may go; one that may says how it went with <see cref="Succeeded"/>, <see cref="Failed"/> or <see cref="Left"/>.</summary>
    /// <param name="wait">Otherwise, how long until one may try.</param>
    public bool TryEnter(out TimeSpan wait)
    {
        lock (this.gate)
        {
            wait = TimeSpan.Zero;
            if (this.failures < MostFailures)
            {
                return true;
            }

            wait = Pause - time.GetElapsedTime(this.openedAt);
            if (wait > TimeSpan.Zero || this.isProbing)
            {
                wait = wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
                return false;
            }

            wait = TimeSpan.Zero;
            this.isProbing = true;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (this.gate)
        {
            this.failures = 0;
            this.isProbing = false;
        }
    }

    public void Failed()
    {
        lock (this.gate)
        {
            this.failures++;
            this.openedAt = time.GetTimestamp();
            this.isProbing = false;
        }
    }

    /// <summary>Nothing was learnt of the server.</summary>
    public void Left()
    {
        lock (this.gate)
        {
            this.isProbing = false;
        }
    }
}
