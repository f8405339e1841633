namespace EditorAgent.CodeIntelligence.Loading;

/// <param name="Path">The project file, absolute.</param>
/// <param name="Reason">Short and fit for a coverage line, for example <c>F# not covered</c>.</param>
public sealed record UncoveredProject(string Path, string Reason);
