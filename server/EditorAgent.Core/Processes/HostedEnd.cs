using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <param name="ExitCode">Null when it was ended by us.</param>
/// <param name="Quarantined">What it had written where it must not, a line each; see <see cref="Sandbox.Confine"/>.</param>
public sealed record HostedEnd(int? ExitCode, ImmutableArray<string> Quarantined);
