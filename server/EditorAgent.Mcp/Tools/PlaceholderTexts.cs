using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Hub.Starting;

namespace EditorAgent.Mcp.Tools;

/// <summary>Fills in what stands for something else in a server's configuration, for those who need a text of it and not a server.</summary>
public static class PlaceholderTexts
{
    /// <returns>Null where a value was never given.</returns>
    public static Func<McpServerDeclaration, string, CancellationToken, Task<string?>> Filler(
        IReadOnlyDictionary<string, string> environment, Func<McpServerDeclaration, string, CancellationToken, Task<string?>> readInput) => async (server, text, cancellationToken) =>
    {
        try
        {
            return await new Placeholders(server, environment, readInput).FillAsync(text, cancellationToken);
        }
        catch (NotReadyException)
        {
            return null;
        }
    };
}
