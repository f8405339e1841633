using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>What stands for something else in the text of a server.</summary>
internal static class McpPlaceholders
{
    private const string WorkspaceFolder = "${workspaceFolder}";

    private const string OfEnvironment = "${env:";
    private const string OfInput = "${input:";

    /// <exception cref="McpConfigurationException">
    /// There is another placeholder than this scope may use, or a path that begins with the workspace's folder leads out of it.
    /// </exception>
    public static string Fill(string text, McpServerScope scope, Workspace workspace)
    {
        Inspect(text, scope);
        var pieces = scope == McpServerScope.Client ? [text] : text.Split(WorkspaceFolder);
        for (var i = 1; i < pieces.Length; i++)
        {
            var path = workspace.RealRoot + pieces[i];
            if (scope != McpServerScope.User && workspace.ResolveForReading(path) is not PathResolution.Inside)
            {
                throw new McpConfigurationException("a path with ${workspaceFolder} in it leads out of the workspace");
            }
        }

        // A folder's name must not be taken for a placeholder when the others are filled in.
        return pieces.Length > 1 && workspace.RealRoot.Contains("${", StringComparison.Ordinal)
            ? throw new McpConfigurationException("the workspace's own path has ${ in it, so ${workspaceFolder} cannot be used here")
            : string.Join(workspace.RealRoot, pieces);
    }

    /// <summary>The ids of all <c>${input:ID}</c> of a text that was inspected.</summary>
    public static IEnumerable<string> InputsOf(string text)
    {
        for (var at = text.IndexOf(OfInput, StringComparison.Ordinal); at >= 0; at = text.IndexOf(OfInput, at + 1, StringComparison.Ordinal))
        {
            var begin = at + OfInput.Length;
            yield return text[begin..text.IndexOf('}', begin)];
        }
    }

    private static void Inspect(string text, McpServerScope scope)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith(OfEnvironment, StringComparison.Ordinal))
            {
                InspectVariable(rest, scope);
            }
            else if (rest.StartsWith(OfInput, StringComparison.Ordinal))
            {
                InspectInput(rest, scope);
            }
            else if (scope != McpServerScope.Client && !rest.StartsWith(WorkspaceFolder, StringComparison.Ordinal))
            {
                throw new McpConfigurationException("the only placeholders are ${workspaceFolder}, ${input:ID} and, in your own file, ${env:NAME}");
            }
        }
    }

    private static void InspectVariable(ReadOnlySpan<char> placeholder, McpServerScope scope)
    {
        if (scope != McpServerScope.User)
        {
            throw new McpConfigurationException("a workspace cannot read your environment: ${env:...} is for your own mcp.json, here it is ${input:ID} that asks you");
        }

        if (placeholder.IndexOf('}') is var end && (end < 0 || !McpNames.IsVariable(placeholder[OfEnvironment.Length..end].ToString())))
        {
            throw new McpConfigurationException("what stands in ${env:...} is no name of a variable");
        }
    }

    private static void InspectInput(ReadOnlySpan<char> placeholder, McpServerScope scope)
    {
        if (scope == McpServerScope.Client)
        {
            throw new McpConfigurationException("${input:...} is for mcp.json: an editor fills in its own values");
        }

        if (placeholder.IndexOf('}') is var end && (end < 0 || !McpNames.IsInput(placeholder[OfInput.Length..end].ToString())))
        {
            throw new McpConfigurationException("what stands in ${input:...} is no id of an input");
        }
    }
}
