using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What loading adds to a session whose process died: every open call gets its one result, the open turn its end.</summary>
internal static class SessionRepair
{
    private const string NeverStarted = "interrupted: never started";
    private const string OutcomeUnknown = "interrupted while running; outcome unknown: verify before trying again";

    public static void Append(Session session, JournalLoad load)
    {
        foreach (var open in load.State.OpenCalls)
        {
            if (open.Result is null)
            {
                var text = open.IsStarted ? OutcomeUnknown : NeverStarted;
                session.Append(new SessionEvent.ToolCallEnded(open.Call.Id, open.Call.Name, [new ContentPart.Text(text)], true, null));
            }
        }

        if (load.State.CurrentTurn is { } turn)
        {
            session.Append(new SessionEvent.TurnEnded(turn, StopReason.Cancelled, "interrupted"));
        }

        var damage = $"{load.DamagedRecords} damaged record(s) of this session were skipped";
        if (load.DamagedRecords > 0 && load.LastNotice != damage)
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, damage, "The rest is complete. The damaged lines stay in the journal file."));
        }
    }
}
