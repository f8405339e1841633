namespace EditorAgent.Core.Processes;

/// <summary>What keeps a program in.</summary>
public enum SandboxKind
{
    /// <summary>Nothing: every program asks.</summary>
    None,

    /// <summary>bubblewrap's namespaces on Linux.</summary>
    Bubblewrap,

    /// <summary>sandbox-exec on macOS.</summary>
    Seatbelt,
}
