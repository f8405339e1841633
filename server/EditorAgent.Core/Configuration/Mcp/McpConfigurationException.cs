namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>A server, or a whole file, cannot be used; the message says why in one clause.</summary>
internal sealed class McpConfigurationException(string message) : Exception(message);
