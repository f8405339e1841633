namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Path">Absolute.</param>
/// <param name="OldText">Null when it did not exist.</param>
/// <param name="NewText">Null when it is gone.</param>
public sealed record WrittenFile(string Path, string? OldText, string? NewText);
