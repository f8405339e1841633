namespace EditorAgent.Core.Tools;

/// <param name="FullName">Namespace, class and method, as a test runner's filter takes it.</param>
/// <param name="Project">The project file, absolute.</param>
public sealed record SelectedTest(string FullName, string Project);
