using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Host.Composition;

/// <summary>Where MCP servers are declared that may start: in the user's file and in the workspace's.</summary>
internal static class McpFiles
{
    public static ImmutableArray<string> Of(EditorAgentHome home, Workspace workspace) => [home.McpFile, Path.Combine(workspace.Root, ".editoragent", "mcp.json")];
}
