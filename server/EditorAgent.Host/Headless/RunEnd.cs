using EditorAgent.Core.Agent;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.Headless;

/// <summary>How a run ended.</summary>
/// <param name="Session">Where everything of it is kept.</param>
/// <param name="Outcome">Of its turns together.</param>
/// <param name="Code">What the process ends with.</param>
/// <param name="Line">One line for the user; null when the run simply ended.</param>
/// <param name="Output">The final answer as JSON, where a schema was given and is satisfied.</param>
internal sealed record RunEnd(SessionId Session, TurnOutcome Outcome, ExitCode Code, string? Line, string? Output)
{
    /// <summary>What it cost; null where no price is known or nothing was used.</summary>
    public Spending? Cost { get; init; }
}
