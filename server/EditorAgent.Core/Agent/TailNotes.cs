using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>What the model is told beside results before its next answer: a change of the mode, commands that have ended in the background.</summary>
/// <param name="session">Gets them as reminders, behind everything else.</param>
/// <param name="mode">Null where the mode is no matter of the conversation: a subagent's.</param>
/// <param name="commands">Null where none can run in the background.</param>
internal sealed class TailNotes(Session session, ModeReminder? mode, CommandNews? commands)
{
    /// <summary>To be called where a message may stand: no call is open.</summary>
    public void Tell()
    {
        if (mode?.Take(session.State.Conversation) is { } changed)
        {
            session.Append(new SessionEvent.Reminder(changed));
        }

        if (commands?.Take() is { } ended)
        {
            session.Append(new SessionEvent.Reminder(ended));
        }
    }
}
