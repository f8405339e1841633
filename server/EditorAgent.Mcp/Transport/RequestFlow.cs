using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>Which request of ours the running code is sending or reading the answer of: an answer's stream is read where its request was sent.</summary>
internal static class RequestFlow
{
    private static readonly AsyncLocal<RequestId?> Flow = new();

    public static RequestId? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }
}
