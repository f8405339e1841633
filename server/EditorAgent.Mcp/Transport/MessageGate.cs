using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Transport;

/// <summary>
/// How fast a server may speak when nobody waits for what it says: 1,000 messages at once, 200 a second for long. Over it, reading pauses for
/// a second, so that its pipe fills and it has to wait; the third time in a row is one too many.
/// </summary>
internal sealed class MessageGate(string server, TimeProvider time)
{
    private const int Burst = 1_000;
    private const int EachSecond = 200;
    private const int MostPauses = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private double tokens = Burst;
    private long counted = time.GetTimestamp();
    private int pauses;

    /// <exception cref="ServerException">It was asked to slow down often enough.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (!this.TryTake())
        {
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>As <see cref="EnterAsync"/>, for a thread of its own.</summary>
    /// <exception cref="ServerException">It was asked to slow down often enough.</exception>
    public void Enter(CancellationToken cancellationToken)
    {
        while (!this.TryTake())
        {
            using var isOver = new ManualResetEventSlim();
            using var pause = time.CreateTimer(_ => isOver.Set(), null, Pause, Timeout.InfiniteTimeSpan);
            isOver.Wait(cancellationToken);
        }
    }

    private bool TryTake()
    {
        lock (this.gate)
        {
            var now = time.GetTimestamp();
            this.tokens = Math.Min(Burst, this.tokens + (time.GetElapsedTime(this.counted, now).TotalSeconds * EachSecond));
            this.counted = now;
            if (this.tokens >= Burst)
            {
                this.pauses = 0;
            }

            if (this.tokens >= 1)
            {
                this.tokens--;
                return true;
            }

            return ++this.pauses < MostPauses
                ? false
                : throw new ServerException(ServerFailureKind.TooMuch, $"The server {server} floods us with messages: the connection was ended.");
        }
    }
}
