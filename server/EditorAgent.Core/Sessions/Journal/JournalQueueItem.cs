namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// Something on its way through the writer of a journal; the order of the queue is the order of the session. A class, because collections
/// of the framework over a structure of ours are compiled only when the process runs.
/// </summary>
/// <param name="Sequence">The number of a durable event, otherwise 0.</param>
/// <param name="At">When it happened.</param>
/// <param name="Content">A <see cref="SessionEvent"/>, a <see cref="JournalSubscription"/> that begins, a waiter, or null when the partial answer is due.</param>
internal sealed record JournalQueueItem(long Sequence, DateTimeOffset At, object? Content)
{
    public static readonly JournalQueueItem PartialIsDue = new(0, default, null);
}
