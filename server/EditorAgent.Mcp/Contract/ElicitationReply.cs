using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <param name="Content">Of an accepted form.</param>
public sealed record ElicitationReply(ElicitationAction Action, JsonElement? Content);
