namespace EditorAgent.Mcp.Contract;

public enum ServerState
{
    /// <summary>Not started: its tools are known from earlier, or nobody asked yet.</summary>
    Pending,
    Connecting,
    Connected,
    NeedsLogin,

    /// <summary>The user has not approved it, or it changed since.</summary>
    NeedsTrust,

    /// <summary>A secret of its configuration was never given.</summary>
    NeedsInput,
    Failed,
    Disabled,
}
