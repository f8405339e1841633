using EditorAgent.Core.Workspaces;
using System.Text;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Reads a journal for display.</summary>
internal static class JournalHistory
{
    public static IEnumerable<SessionEnvelope> Read(string path)
    {
        using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var reader = new JournalReader(file);
        var text = new StringBuilder();
        JournalRecord.Partial? partial = null;
        var lastSequence = 0L;
        while (reader.TryRead(out var line))
        {
            switch (JournalLine.Read(line))
            {
                case JournalRecord.Partial piece:
                    if (piece.MessageId != partial?.MessageId || piece.Text is null)
                    {
                        text.Clear();
                    }

                    partial = piece.Text is null ? null : piece;
                    text.Append(piece.Text);
                    break;
                case JournalRecord.Happened happened when happened.Sequence > lastSequence:
                    lastSequence = happened.Sequence;

                    // Shown at the end of its turn at the latest; void when the whole answer follows.
                    if (partial is not null && happened.Event is SessionEvent.TurnEnded or SessionEvent.TurnStarted)
                    {
                        yield return Shown(partial!, text);
                    }

                    if (happened.Event is SessionEvent.TurnEnded or SessionEvent.TurnStarted or SessionEvent.AssistantMessage)
                    {
                        partial = null;
                        text.Clear();
                    }

                    yield return new SessionEnvelope(happened.Sequence, happened.At, happened.Event);
                    break;
            }
        }

        if (partial is not null)
        {
            yield return Shown(partial, text);
        }
    }

    private static SessionEnvelope Shown(JournalRecord.Partial partial, StringBuilder text) =>
        new(partial.Sequence, partial.At, new SessionEvent.TextDelta(partial.MessageId, text.ToString()));
}
