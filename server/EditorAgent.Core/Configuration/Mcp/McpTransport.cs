namespace EditorAgent.Core.Configuration.Mcp;

public enum McpTransport
{
    Stdio,

    /// <summary>Streamable HTTP.</summary>
    Http,

    /// <summary>HTTP with server-sent events, of the oldest revision.</summary>
    Sse,
}
