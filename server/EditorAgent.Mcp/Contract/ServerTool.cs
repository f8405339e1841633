using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <summary>A tool as its server defines it.</summary>
/// <param name="Definition">The whole definition as it came, for pins.</param>
public sealed record ServerTool(string Name, string? Title, string Description, JsonElement InputSchema, JsonElement? OutputSchema, ToolHints Hints, JsonElement Definition);
