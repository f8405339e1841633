namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Scope">Project name, directory or file; null is the whole workspace.</param>
/// <param name="Depth">1 to 3.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record OverviewQuery(string? Scope, int Depth, int Budget);
