namespace EditorAgent.Mcp.Transport;

/// <summary>What a server may send at most. A server that sends more loses the connection, or the call that it answers.</summary>
internal static class MessageBounds
{
    /// <summary>A line, an event or a body: an image as base64 fits in.</summary>
    public const int MessageBytes = 16 * 1024 * 1024;

    public const int JsonDepth = 64;

    /// <summary>The body of an answer that says no: enough to be shown.</summary>
    public const int RefusalBytes = 64 * 1024;

    /// <summary>The whole of a list, all pages together.</summary>
    public const int ListBytes = 16 * 1024 * 1024;

    public const int ListPages = 100;

    public const int ListEntries = 10_000;
}
