using EditorAgent.Core.Processes;

namespace EditorAgent.Tests.Processes;

/// <param name="Outcome">What the runner says.</param>
/// <param name="Output">What the program wrote.</param>
public sealed record ConfinedResult(ProcessOutcome Outcome, string Output);
