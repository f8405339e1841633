using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Naming;

/// <param name="Tool">As its server lists it.</param>
/// <param name="ExposedName">As a model calls it.</param>
internal sealed record NamedTool(ServerTool Tool, string ExposedName);
