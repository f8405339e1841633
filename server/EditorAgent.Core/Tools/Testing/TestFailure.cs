namespace EditorAgent.Core.Tools.Testing;

/// <summary>Why a test failed, the last time it ran.</summary>
/// <param name="FullName">Namespace, class and method.</param>
/// <param name="Text">Message and frames, as the runner wrote them.</param>
public sealed record TestFailure(string FullName, string Text);
