namespace EditorAgent.CodeIntelligence.Index;

/// <param name="Path">Absolute.</param>
/// <param name="Stamp">At the time of the sweep.</param>
public readonly record struct SweptFile(string Path, FileStamp Stamp);
