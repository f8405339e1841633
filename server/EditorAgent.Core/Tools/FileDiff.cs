using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>A whole file before and after.</summary>
/// <param name="Path">The file.</param>
/// <param name="OldText">Null for a new file.</param>
/// <param name="NewText">The text after the change.</param>
public sealed record FileDiff(WorkspacePath Path, string? OldText, string NewText);
