namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>A file as an editor holds it; it wins over the disk.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Text">Null: closed, the disk counts again.</param>
/// <param name="Hash">Of the bytes that the buffer would be saved as; null with the text.</param>
public sealed record OpenBuffer(string Path, string? Text, string? Hash);
