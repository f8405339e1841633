namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbol">A symbol address, or a whole stack trace; null takes <paramref name="Scope"/>.</param>
/// <param name="Scope">Project name, directory or file.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record NullAnalysisQuery(string? Symbol, string? Scope, int Budget);
