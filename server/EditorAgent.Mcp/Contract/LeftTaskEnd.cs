namespace EditorAgent.Mcp.Contract;

public enum LeftTaskEnd
{
    Completed,
    Failed,

    /// <summary>It was cancelled, or has been asked to stop now.</summary>
    Stopped,

    /// <summary>The server knows nothing of it any more.</summary>
    Forgotten,
}
