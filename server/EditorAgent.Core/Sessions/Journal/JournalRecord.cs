namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What an undamaged line of a journal says.</summary>
internal abstract record JournalRecord(long Sequence, DateTimeOffset At)
{
    public sealed record Happened(long Sequence, DateTimeOffset At, SessionEvent.Durable Event) : JournalRecord(Sequence, At);

    /// <summary>A piece of an answer's text, or with null the word that all pieces so far are void.</summary>
    public sealed record Partial(long Sequence, DateTimeOffset At, string MessageId, string? Text) : JournalRecord(Sequence, At);

    /// <summary>Of a kind, version or form that this program does not know; left on the disk as it is.</summary>
    public sealed record Unknown(long Sequence, DateTimeOffset At) : JournalRecord(Sequence, At);
}
