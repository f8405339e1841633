namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>The time that one question may take. When it is over, what is known until then is the answer.</summary>
internal sealed class QueryDeadline : IDisposable
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    private readonly CancellationToken asked;
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource either;

    /// <param name="cancellationToken">Of who asks: its cancellation is not a deadline.</param>
    public QueryDeadline(TimeProvider time, TimeSpan most, CancellationToken cancellationToken)
    {
        this.asked = cancellationToken;
        this.timer = new CancellationTokenSource(most, time);
        this.either = CancellationTokenSource.CreateLinkedTokenSource(this.timer.Token, cancellationToken);
    }

    public CancellationToken Token => this.either.Token;

    public bool IsOver => this.timer.IsCancellationRequested && !this.asked.IsCancellationRequested;

    public void Dispose()
    {
        this.either.Dispose();
        this.timer.Dispose();
    }
}
