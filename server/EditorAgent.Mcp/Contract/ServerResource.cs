namespace EditorAgent.Mcp.Contract;

public sealed record ServerResource(string Uri, string Name, string? Title, string Description, string? MimeType, long? Size);
