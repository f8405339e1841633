using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>What stands for something else in the text of a server.</summary>
internal static class McpPlaceholders
{
    private const string WorkspaceFolder = "${workspaceFolder}";

    /// <exception cref="McpConfigurationException">
    /// There is another placeholder than this scope may use, or a path that begins with the workspace's folder leads out of it.
    /// </exception>
    public static string Fill(string text, McpServerScope scope, Workspace workspace)
    {
        Inspect(text, scope);
        var pieces = text.Split(WorkspaceFolder);
        for (var i = 1; i < pieces.Length; i++)
        {
            var path = workspace.RealRoot + pieces[i];
            if (scope != McpServerScope.User && workspace.ResolveForReading(path) is not PathResolution.Inside)
            {
                throw new McpConfigurationException("a path with ${workspaceFolder} in it leads out of the workspace");
            }
        }

        return string.Join(workspace.RealRoot, pieces);
    }

    private static void Inspect(string text, McpServerScope scope)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith(WorkspaceFolder, StringComparison.Ordinal))
            {
                continue;
            }

            if (!rest.StartsWith("${env:", StringComparison.Ordinal))
            {
                throw new McpConfigurationException("the only placeholders are ${workspaceFolder} and, in your own file, ${env:NAME}");
            }

            if (scope != McpServerScope.User)
            {
                throw new McpConfigurationException("a workspace cannot read your environment: ${env:...} is for your own mcp.json");
            }

            if (rest.IndexOf('}') is var end && (end < 0 || !McpNames.IsVariable(rest["${env:".Length..end].ToString())))
            {
                throw new McpConfigurationException("what stands in ${env:...} is no name of a variable");
            }
        }
    }
}
