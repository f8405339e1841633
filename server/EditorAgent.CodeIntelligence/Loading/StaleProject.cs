namespace EditorAgent.CodeIntelligence.Loading;

/// <param name="Path">The project file.</param>
/// <param name="Reason">What has changed, for example <c>src/Directory.Build.props changed</c>.</param>
public sealed record StaleProject(string Path, string Reason);
