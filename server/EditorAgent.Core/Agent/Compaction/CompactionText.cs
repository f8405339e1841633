using System.Globalization;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>What a user is told who asked for the conversation to be summarised.</summary>
public static class CompactionText
{
    public static string Of(TurnOutcome outcome, SessionState state) => outcome switch
    {
        { Reason: StopReason.Cancelled } => "Stopped; the conversation was not summarised.",
        { Error: { } error } => error,
        _ when state.Compaction is { } done => string.Create(
            CultureInfo.InvariantCulture, $"Summarised: about {done.Before:N0} tokens became {done.After:N0}. The whole conversation stays in this session; the model goes on from its note."),
        _ => "Summarised.",
    };
}
