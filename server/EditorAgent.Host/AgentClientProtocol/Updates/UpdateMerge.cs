using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>Two updates that say no more than one.</summary>
internal static class UpdateMerge
{
    /// <summary>Longest text of a merged piece, so that one line stays small.</summary>
    private const int LongestPiece = 32_000;

    /// <summary>The one update that can stand for both, in this order; null when both are needed.</summary>
    public static SessionUpdate? Of(SessionUpdate earlier, SessionUpdate? later) => (earlier, later) switch
    {
        (SessionUpdate.AgentMessageChunk a, SessionUpdate.AgentMessageChunk b) when a.MessageId == b.MessageId && Text(a.Content, b.Content) is { } text =>
            a with { Content = text },
        (SessionUpdate.AgentThoughtChunk a, SessionUpdate.AgentThoughtChunk b) when a.MessageId == b.MessageId && Text(a.Content, b.Content) is { } text =>
            a with { Content = text },
        (SessionUpdate.ToolCallUpdate { Status: ToolCallStatus.InProgress } a, SessionUpdate.ToolCallUpdate { Status: ToolCallStatus.InProgress, Content: not null } b)
            when a.ToolCallId == b.ToolCallId => b with { Meta = b.Meta ?? a.Meta },
        (SessionUpdate.UsageUpdate, SessionUpdate.UsageUpdate b) => b,
        (SessionUpdate.Plan, SessionUpdate.Plan b) => b,
        _ => null,
    };

    private static ContentBlock.Text? Text(ContentBlock earlier, ContentBlock later) =>
        earlier is ContentBlock.Text a && later is ContentBlock.Text b && a.Value.Length + b.Value.Length <= LongestPiece
            ? a with { Value = a.Value + b.Value }
            : null;
}
