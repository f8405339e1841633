using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Trust;

/// <summary>One tool as it was first met or last approved.</summary>
/// <param name="Hash">Of the definition, with server and name.</param>
/// <param name="Tool">Null where the definition was too large to keep: then only whether it changed can be told.</param>
internal sealed record PinnedTool(string Name, string Hash, ServerTool? Tool);
