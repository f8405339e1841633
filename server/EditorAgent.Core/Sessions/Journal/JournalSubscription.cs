namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Somebody who hears of events from the place in the queue where the subscription stands.</summary>
internal sealed class JournalSubscription(Action<SessionEnvelope> subscriber) : IDisposable
{
    private volatile bool isDisposed;

    public bool IsDisposed => this.isDisposed;

    public void Deliver(in SessionEnvelope envelope)
    {
        if (!this.isDisposed)
        {
            subscriber(envelope);
        }
    }

    public void Dispose() => this.isDisposed = true;
}
