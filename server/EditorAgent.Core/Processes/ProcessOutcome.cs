using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <param name="ExitCode">Null when the time was up.</param>
/// <param name="Duration">From start to the end of the main process.</param>
/// <param name="EndedWithIt">Names of background processes that were still there and were ended; only known on Linux.</param>
public sealed record ProcessOutcome(int? ExitCode, TimeSpan Duration, ImmutableArray<string> EndedWithIt)
{
    /// <summary>Protected files that a confined program made from nothing; they were moved out of the workspace. One line for each, for the model and the user.</summary>
    public ImmutableArray<string> Quarantined { get; init; } = [];
}
