namespace EditorAgent.Mcp.Contract;

/// <summary>How long an answer may be used again, by the server's word. Zero: not at all.</summary>
/// <param name="IsPrivate">Only for the same authorization.</param>
public sealed record CacheAdvice(TimeSpan Lifetime, bool IsPrivate)
{
    public static CacheAdvice None { get; } = new(TimeSpan.Zero, true);
}
