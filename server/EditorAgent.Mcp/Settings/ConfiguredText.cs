using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Hub.Starting;

namespace EditorAgent.Mcp.Settings;

/// <summary>A text of the configuration with its placeholders filled in.</summary>
public static class ConfiguredText
{
    /// <returns>Null where a value was never given.</returns>
    public static async Task<string?> FillAsync(
        McpServerDeclaration server,
        string text,
        IReadOnlyDictionary<string, string> environment,
        Func<McpServerDeclaration, string, CancellationToken, Task<string?>> readInput,
        CancellationToken cancellationToken)
    {
        try
        {
            return await new Placeholders(server, environment, readInput).FillAsync(text, cancellationToken);
        }
        catch (NotReadyException)
        {
            return null;
        }
    }
}
