namespace EditorAgent.Mcp.Contract;

/// <param name="UriTemplate">By RFC 6570.</param>
public sealed record ServerResourceTemplate(string UriTemplate, string Name, string? Title, string Description, string? MimeType);
