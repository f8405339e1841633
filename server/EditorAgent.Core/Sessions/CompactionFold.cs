using EditorAgent.Core.Models;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// The part of <see cref="ConversationFold"/> that makes a conversation shorter. What was written down in the event is taken as it is, so that
/// a later version of the program comes to the same messages.
/// </summary>
internal static class CompactionFold
{
    public static SessionState Compact(SessionState state, Compacted compacted)
    {
        var conversation = AppendOnlyList<Message>.Empty;
        foreach (var message in compacted.Messages)
        {
            conversation = conversation.Add(message);
        }

        var behind = state.Conversation.Count - Math.Clamp(compacted.Behind, 0, state.Conversation.Count);
        while (behind < state.Conversation.Count && state.Conversation[behind] is Message.ToolResult)
        {
            // Its call is among what is left out; only a damaged journal comes here.
            behind++;
        }

        for (; behind < state.Conversation.Count; behind++)
        {
            conversation = conversation.Add(state.Conversation[behind]);
        }

        return state with
        {
            Conversation = conversation,
            Compaction = compacted,
            LastUsage = null,
            TotalUsage = state.TotalUsage + compacted.Usage,
        };
    }

    public static SessionState Prune(SessionState state, OutputsPruned pruned)
    {
        var shown = new Dictionary<ToolCallId, PrunedOutput>();
        foreach (var output in pruned.Outputs)
        {
            shown[output.CallId] = output;
        }

        var conversation = AppendOnlyList<Message>.Empty;
        foreach (var message in state.Conversation)
        {
            conversation = conversation.Add(message is Message.ToolResult result && shown.TryGetValue(result.CallId, out var output) ? result with { Content = output.Content } : message);
        }

        return state with { Conversation = conversation, LastUsage = null };
    }

    /// <summary>Notes that were read again replace what was read before.</summary>
    public static SessionState KeepInstructions(SessionState state, InstructionsRead read) =>
        state with { Instructions = [.. state.Instructions.Where(earlier => earlier.Path != read.Path), read] };
}
