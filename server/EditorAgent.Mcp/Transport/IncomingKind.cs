namespace EditorAgent.Mcp.Transport;

internal enum IncomingKind
{
    Answer,

    /// <summary>An answer that is an error of the protocol.</summary>
    Failure,

    /// <summary>An answer that cannot be read; only its id could.</summary>
    Broken,
    Notification,

    /// <summary>The server wants something of us.</summary>
    Question,
}
