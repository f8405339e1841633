namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Place"><c>path:line</c>; null takes <paramref name="DiagnosticId"/> in <paramref name="Scope"/>.</param>
/// <param name="DiagnosticId">For example <c>CS8602</c>.</param>
/// <param name="Scope">Project name, directory or file.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record CodeActionsQuery(string? Place, string? DiagnosticId, string? Scope, int Budget);
