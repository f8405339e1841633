namespace EditorAgent.Core.Tools;

/// <param name="Text">Text of the workspace: the differences, bounded; null when it is not known.</param>
/// <param name="Remark">Our own words: what is left out of it, or why it is not known; null when there is nothing to say.</param>
public sealed record WorkspaceChanges(string? Text, string? Remark);
