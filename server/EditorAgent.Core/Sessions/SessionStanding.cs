namespace EditorAgent.Core.Sessions;

/// <summary>How a session stands, seen from outside.</summary>
public enum SessionStanding
{
    Idle,

    /// <summary>A turn runs, in this process or another.</summary>
    Running,

    /// <summary>Its process died in a turn; opening the session repairs it.</summary>
    Interrupted,
}
