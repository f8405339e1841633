using System.Globalization;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Updates;
using StopReason = EditorAgent.Core.Sessions.StopReason;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Has the conversation summarised, as <c>/compact what to keep</c>.</summary>
internal static class CompactRequest
{
    private const string Name = "compact";

    /// <returns>What the user wants kept, perhaps nothing; null when this is another prompt.</returns>
    public static string? InstructionIn(IReadOnlyList<ContentBlock> prompt)
    {
        if (prompt is not [ContentBlock.Text text] || !text.Value.AsSpan().Trim().StartsWith($"/{Name}", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = text.Value.Trim()[(Name.Length + 1)..];
        return rest.Length == 0 || char.IsWhiteSpace(rest[0]) ? rest.Trim() : null;
    }

    public static SessionUpdate Said(TurnOutcome outcome, SessionState state) => Chunks.Agent(TextOf(outcome, state), $"compact_{Guid.CreateVersion7():N}");

    private static string TextOf(TurnOutcome outcome, SessionState state) => outcome switch
    {
        { Reason: StopReason.Cancelled } => "Stopped; the conversation was not summarised.",
        { Error: { } error } => error,
        _ when state.Compaction is { } done => string.Create(
            CultureInfo.InvariantCulture, $"Summarised: about {done.Before:N0} tokens became {done.After:N0}. The whole conversation stays in this session; the model goes on from its note."),
        _ => "Summarised.",
    };
}
