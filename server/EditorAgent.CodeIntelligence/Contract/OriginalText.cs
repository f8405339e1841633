namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>What a file held before the session's tools first wrote it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Text">Null: there was no such file.</param>
public sealed record OriginalText(string Path, string? Text);
