namespace EditorAgent.Mcp.Settings;

/// <summary>A change of mcp.json that cannot be made. The message is one line for a person; nothing was changed.</summary>
public sealed class McpSettingsException(string message, Exception? inner = null) : Exception(message, inner);
