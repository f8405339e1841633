using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What loading adds to a session whose process died: every open call gets its one result, the open turn its end.</summary>
internal static class SessionRepair
{
    private const string NeverStarted = "interrupted: never started";
    private const string OutcomeUnknown = "interrupted while running; outcome unknown: verify before trying again";

    public static IEnumerable<SessionEvent.Durable> Of(SessionState state)
    {
        foreach (var open in state.OpenCalls)
        {
            if (open.Result is null)
            {
                var text = open.IsStarted ? OutcomeUnknown : NeverStarted;
                yield return new SessionEvent.ToolCallEnded(open.Call.Id, open.Call.Name, [new ContentPart.Text(text)], true, null);
            }
        }

        if (state.CurrentTurn is { } turn)
        {
            yield return new SessionEvent.TurnEnded(turn, StopReason.Cancelled, "interrupted");
        }
    }

    /// <summary>Tells the user of damage, once.</summary>
    public static SessionEvent.Notice? NoticeOf(JournalLoad load)
    {
        var title = $"{load.DamagedRecords} damaged record(s) of this session were skipped";
        return load.DamagedRecords == 0 || load.LastNotice == title
            ? null
            : new SessionEvent.Notice(NoticeSeverity.Warning, title, "The rest is complete. The damaged lines stay in the journal file.");
    }
}
