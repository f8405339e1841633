namespace EditorAgent.Core.Processes;

/// <param name="Kind">What keeps programs in.</param>
/// <param name="Reason">Why there is none, and what to do about it; null when there is one.</param>
public sealed record SandboxStatus(SandboxKind Kind, string? Reason);
