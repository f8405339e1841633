using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Has the conversation summarised, as <c>/compact what to keep</c>.</summary>
internal static class CompactRequest
{
    /// <returns>What the user wants kept, perhaps nothing; null when this is another prompt.</returns>
    public static string? InstructionIn(IReadOnlyList<ContentBlock> prompt) =>
        prompt is [ContentBlock.Text text] && SessionCommand.In(text.Value) is SessionCommand.Compact compact ? compact.Wish : null;

    public static SessionUpdate Said(TurnOutcome outcome, SessionState state) => Chunks.Agent(CompactionText.Of(outcome, state), $"compact_{Guid.CreateVersion7():N}");
}
