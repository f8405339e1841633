using System.Text;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// The text of a streaming answer on its way to the journal: pieces are gathered and written at most every 250 ms, so that a killed
/// process loses at most so much of what a user has read. Used by the writer only.
/// </summary>
internal sealed class PartialAnswer(JournalEncoder encoder, ITimer dueTimer)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly StringBuilder pending = new();
    private string? messageId;
    private bool isWritten;
    private DateTimeOffset lastAt;

    public void Add(SessionEvent.TextDelta delta, DateTimeOffset at, long sequence)
    {
        if (this.messageId != delta.MessageId)
        {
            this.Write(sequence);
            this.messageId = delta.MessageId;
            this.isWritten = false;
        }

        if (this.pending.Length == 0)
        {
            dueTimer.Change(Interval, Timeout.InfiniteTimeSpan);
        }

        this.pending.Append(delta.Text);
        this.lastAt = at;
    }

    /// <summary>Writes what is pending.</summary>
    public void Write(long sequence)
    {
        if (this.messageId is null || this.pending.Length == 0)
        {
            return;
        }

        encoder.AddPartial(sequence, this.lastAt, this.messageId, this.pending.ToString());
        this.isWritten = true;
        this.pending.Clear();
    }

    /// <summary>The answer came whole: the pieces on the disk are void by that.</summary>
    public void Complete()
    {
        this.pending.Clear();
        this.messageId = null;
        this.isWritten = false;
    }

    /// <summary>The answer was dropped: voids the pieces on the disk.</summary>
    public void Discard(string discarded, DateTimeOffset at, long sequence)
    {
        if (this.messageId != discarded)
        {
            return;
        }

        if (this.isWritten)
        {
            encoder.AddPartial(sequence, at, discarded, null);
        }

        this.Complete();
    }
}
