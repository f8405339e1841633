using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Tools;

namespace EditorAgent.Host.Composition;

/// <summary>The MCP servers of one session: as the session sees them, and as somebody who looks after them does.</summary>
internal sealed record SessionMcp(SessionServers Servers, McpHub Hub, Workspace Workspace);
