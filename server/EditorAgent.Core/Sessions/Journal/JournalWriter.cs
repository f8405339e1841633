using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// The one writer of a journal. What is queued while a write is under way becomes the next batch: all its lines go out in one write,
/// are synced when somebody waits for it, and only then reach subscribers and waiters. After a write that failed for good nothing
/// more is written or handed out, so that no one ever sees what is not on the disk.
/// </summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    private const int MaxBatch = 1024;

    private readonly Channel<JournalQueueItem> queue = Channel.CreateUnbounded<JournalQueueItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<JournalQueueItem> batch = [];
    private readonly List<JournalSubscription> subscriptions = [];
    private readonly JournalEncoder encoder = new();
    private readonly JournalFile file;
    private readonly Action<SessionEvent.Durable> settled;
    private readonly ILogger logger;
    private readonly ITimer partialTimer;
    private readonly PartialAnswer partial;
    private readonly Task running;
    private long lastSequence;
    private bool hasUnsynced;
    private volatile JournalException? failure;

    /// <param name="file">Owned from now on.</param>
    /// <param name="lastSequence">Number of the last durable record in it.</param>
    /// <param name="settled">Called for each durable event after everybody has been served; must not throw.</param>
    /// <param name="time">For the pace of partial answers.</param>
    /// <param name="logger">Hears of subscribers that throw.</param>
    public JournalWriter(JournalFile file, long lastSequence, Action<SessionEvent.Durable> settled, TimeProvider time, ILogger logger)
    {
        this.file = file;
        this.lastSequence = lastSequence;
        this.settled = settled;
        this.logger = logger;
        this.partialTimer = time.CreateTimer(
            static writer => ((JournalWriter)writer!).queue.Writer.TryWrite(JournalQueueItem.PartialIsDue),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        this.partial = new PartialAnswer(this.encoder, this.partialTimer);
        this.running = Task.Run(this.RunAsync);
    }

    /// <exception cref="JournalException">The journal cannot be written any more.</exception>
    public void Enqueue(JournalQueueItem item)
    {
        if (this.failure is { } failed)
        {
            throw new JournalException(failed.Message, failed.InnerException);
        }

        ObjectDisposedException.ThrowIf(!this.queue.Writer.TryWrite(item), typeof(Session));
    }

    public Task FlushAsync(CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        this.Enqueue(new JournalQueueItem(0, default, waiter));
        return waiter.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        this.queue.Writer.TryComplete();
        await this.running;
        await this.partialTimer.DisposeAsync();
        this.file.Dispose();
    }

    private async Task RunAsync()
    {
        var reader = this.queue.Reader;
        while (await reader.WaitToReadAsync())
        {
            while (this.batch.Count < MaxBatch && reader.TryRead(out var item))
            {
                this.batch.Add(item);
            }

            this.WriteBatch();
            this.batch.Clear();
        }

        this.partial.Write(this.lastSequence);
        this.WriteBatch(true);
    }

    private void WriteBatch(bool isLast = false)
    {
        if (this.failure is null)
        {
            try
            {
                this.WriteLines(isLast);
            }
            catch (Exception wrong)
            {
                this.failure = new JournalException(
                    $"The session cannot be saved any more: {wrong.Message} Everything up to the last saved step is safe. "
                    + "Make the disk writable or free some space, then open the session again.",
                    wrong);
                this.LogWriteFailed(wrong);
            }
        }

        if (this.failure is null)
        {
            this.Deliver();
        }

        this.CompleteWaiters();
    }

    private void WriteLines(bool isLast)
    {
        var mustSync = isLast;
        var sequence = this.lastSequence;
        foreach (var (number, at, content) in this.batch)
        {
            switch (content)
            {
                case SessionEvent.Durable happened:
                    this.EncodeDurable(number, at, happened);
                    mustSync |= happened is SessionEvent.TurnEnded;
                    sequence = number;
                    break;
                case SessionEvent.TextDelta delta:
                    this.partial.Add(delta, at, sequence);
                    break;
                case SessionEvent.AnswerDiscarded discarded:
                    this.partial.Discard(discarded.MessageId, at, sequence);
                    break;
                case TaskCompletionSource:
                    mustSync = true;
                    break;
                case null:
                    this.partial.Write(sequence);
                    break;
            }
        }

        if (!this.encoder.Lines.IsEmpty)
        {
            this.file.Append(this.encoder.Lines);
            this.encoder.Clear();
            this.hasUnsynced = true;
        }

        if (mustSync && this.hasUnsynced)
        {
            this.file.Sync();
            this.hasUnsynced = false;
        }
    }

    private void EncodeDurable(long number, DateTimeOffset at, SessionEvent.Durable happened)
    {
        if (happened is SessionEvent.AssistantMessage)
        {
            this.partial.Complete();
        }
        else if (happened is SessionEvent.TurnEnded)
        {
            this.partial.Write(number - 1);
        }

        this.encoder.Add(number, at, happened);
    }

    private void Deliver()
    {
        foreach (var (number, at, content) in this.batch)
        {
            switch (content)
            {
                case SessionEvent.Durable happened:
                    this.lastSequence = number;
                    this.Deliver(new SessionEnvelope(number, at, happened));
                    break;
                case SessionEvent.Volatile happened:
                    this.Deliver(new SessionEnvelope(this.lastSequence, at, happened));
                    break;
                case JournalSubscription subscription:
                    this.subscriptions.Add(subscription);
                    break;
            }
        }
    }

    private void Deliver(in SessionEnvelope envelope)
    {
        for (var i = this.subscriptions.Count - 1; i >= 0; i--)
        {
            if (this.subscriptions[i].IsDisposed)
            {
                this.subscriptions.RemoveAt(i);
            }
        }

        foreach (var subscription in this.subscriptions)
        {
            try
            {
                subscription.Deliver(envelope);
            }
            catch (Exception wrong)
            {
                this.LogSubscriberFailed(wrong);
            }
        }
    }

    private void CompleteWaiters()
    {
        foreach (var item in this.batch)
        {
            if (item.Content is not TaskCompletionSource waiter)
            {
                continue;
            }

            if (this.failure is { } failed)
            {
                waiter.TrySetException(failed);
                continue;
            }

            waiter.TrySetResult();
        }

        if (this.failure is not null)
        {
            return;
        }

        foreach (var item in this.batch)
        {
            if (item.Content is SessionEvent.Durable happened)
            {
                this.settled(happened);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber of the session threw; the event is lost to it.")]
    private partial void LogSubscriberFailed(Exception wrong);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal cannot be written.")]
    private partial void LogWriteFailed(Exception wrong);
}
