using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>A server that may be started as it is. Only <see cref="StartPermission"/> makes one, right before the start.</summary>
/// <param name="Program">Of stdio.</param>
/// <param name="Directory">Of stdio: where it starts.</param>
internal sealed record PermittedStart(McpServerDeclaration Server, ServerIdentity Identity, string? Program, string? Directory);
