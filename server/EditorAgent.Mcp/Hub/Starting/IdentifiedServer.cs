using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Starting;

/// <param name="Identity">What the server is.</param>
/// <param name="Program">That its command means; null of HTTP, or when there is none.</param>
internal sealed record IdentifiedServer(ServerIdentity Identity, string? Program);
