using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Core.Agent;

/// <summary>How a turn went.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Failure">The model's failure behind <see cref="StopReason.Failed"/>, if that was it.</param>
/// <param name="Error">One line for the user, when something went wrong.</param>
/// <param name="Steps">Model requests that were answered.</param>
/// <param name="ToolCalls">Calls that ran or were refused.</param>
/// <param name="Usage">Tokens of the whole turn.</param>
/// <param name="LastTests">The last test run of the turn, if there was one.</param>
/// <param name="DeniedCalls">Calls that the user or a rule did not allow.</param>
public sealed record TurnOutcome(
    StopReason Reason,
    ModelFailure? Failure,
    string? Error,
    int Steps,
    int ToolCalls,
    TokenUsage Usage,
    TestRunSummary? LastTests,
    int DeniedCalls)
{
    /// <summary>Why the first of the denied calls was denied.</summary>
    public CallDenial? FirstDenial { get; init; }
}
