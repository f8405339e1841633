namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Lets messages through at a bounded rate: beyond it reading pauses, and who never stops is given up. For one reader.</summary>
internal sealed class FloodGate(LspLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private double room = limits.MessageBurst;
    private long counted = time.GetTimestamp();
    private int pauses;

    /// <exception cref="LspFaultException">It has been paused too often.</exception>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        if (--this.room >= 0)
        {
            return;
        }

        this.Refill();
        if (this.room >= 0)
        {
            return;
        }

        if (++this.pauses > limits.MostPauses)
        {
            throw new LspFaultException("floods us with messages");
        }

        await Task.Delay(Pause, time, cancellationToken);
        this.Refill();
    }

    private void Refill()
    {
        this.room = Math.Min(limits.MessageBurst, this.room + (time.GetElapsedTime(this.counted).TotalSeconds * limits.MessagesPerSecond));
        this.counted = time.GetTimestamp();
        if (this.room >= limits.MessageBurst)
        {
            this.pauses = 0;
        }
    }
}
