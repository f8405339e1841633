using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>Reads a tool's definition. Whether its name may be offered is not decided here.</summary>
internal static class ToolReader
{
    private const int LongestName = 256;

    /// <summary>Null for what cannot be called: without a name, or without a schema of its arguments.</summary>
    public static ServerTool? Read(JsonElement entry)
    {
        if (entry.Text("name") is not { Length: > 0 and <= LongestName } name || entry.Object("inputSchema") is not { } input || (input.Text("type") ?? "object") != "object")
        {
            return null;
        }

        var annotations = entry.Object("annotations");
        var title = entry.Text("title") ?? annotations?.Text("title");
        return new ServerTool(
            name,
            title is null ? null : ServerText.Line(title),
            ServerText.Block(entry.Text("description")),
            input,
            entry.Object("outputSchema"),
            annotations is { } hints ? new ToolHints(hints.Flag("readOnlyHint"), hints.Flag("destructiveHint"), hints.Flag("idempotentHint"), hints.Flag("openWorldHint")) : ToolHints.None,
            entry);
    }
}
