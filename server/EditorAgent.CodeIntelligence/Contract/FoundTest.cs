namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="FullName">Namespace, class and method: what a test runner's filter takes.</param>
/// <param name="Project">The project file, absolute.</param>
/// <param name="Path">The source file, absolute.</param>
/// <param name="Line">From 1.</param>
/// <param name="Reason">Why it is affected, for example <c>calls it, distance 1</c>.</param>
public sealed record FoundTest(string FullName, string Project, string Path, int Line, string Reason);
