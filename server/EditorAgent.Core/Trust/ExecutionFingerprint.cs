using System.Collections.Immutable;

namespace EditorAgent.Core.Trust;

/// <summary>
/// The files of a workspace that decide what would run in it (projects, hooks, package scripts, agent configuration) and the hash of each.
/// Trust and standing permissions hold for one fingerprint; when a file of it changes, they are asked for again.
/// </summary>
/// <param name="Files">Ordered by path.</param>
public sealed record ExecutionFingerprint(ImmutableArray<FingerprintEntry> Files);
