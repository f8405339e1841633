namespace EditorAgent.Mcp.Contract;

/// <param name="Text">Null for bytes.</param>
/// <param name="Bytes">Null for text.</param>
public sealed record ResourceContent(string Uri, string? MimeType, string? Text, ReadOnlyMemory<byte>? Bytes);
