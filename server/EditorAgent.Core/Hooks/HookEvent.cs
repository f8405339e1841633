namespace EditorAgent.Core.Hooks;

/// <summary>When a hook is told.</summary>
public enum HookEvent
{
    /// <summary>A call has been planned and no rule denies it. A hook may deny it, or have the user asked.</summary>
    BeforeTool,

    /// <summary>A call has run. What a hook says goes to the model.</summary>
    AfterTool,

    /// <summary>The user has sent a prompt. A hook may hold it back, or say something beside it.</summary>
    Prompt,

    /// <summary>The model has nothing more to do. A hook may send it back to work.</summary>
    Stop,

    /// <summary>The conversation is about to be summarised. What a hook says is told to whoever writes the summary.</summary>
    BeforeCompaction,

    AfterCompaction,

    /// <summary>The first turn of a session in this process begins. What a hook says goes to the model.</summary>
    SessionStart,

    /// <summary>The session is let go after at least one turn.</summary>
    SessionEnd,
}
