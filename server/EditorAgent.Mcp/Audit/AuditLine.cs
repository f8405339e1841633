namespace EditorAgent.Mcp.Audit;

/// <param name="IsEnded">False of a last line without its line feed.</param>
internal readonly record struct AuditLine(ReadOnlyMemory<byte> Bytes, bool IsEnded);
