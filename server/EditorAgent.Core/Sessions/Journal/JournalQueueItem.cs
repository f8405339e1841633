namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Something on its way through the writer of a journal; the order of the queue is the order of the session.</summary>
/// <param name="Sequence">The number of a durable event, otherwise 0.</param>
/// <param name="At">When it happened.</param>
/// <param name="Content">A <see cref="SessionEvent"/>, a <see cref="JournalSubscription"/> that begins, a waiter, or null when the partial answer is due.</param>
internal readonly record struct JournalQueueItem(long Sequence, DateTimeOffset At, object? Content);
