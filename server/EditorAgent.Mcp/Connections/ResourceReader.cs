using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

internal static class ResourceReader
{
    private const int LongestUri = 8 * 1024;

    /// <summary>Null for an entry without an address.</summary>
    public static ServerResource? Read(JsonElement entry) =>
        entry.Text("uri") is { Length: > 0 and <= LongestUri } uri
            ? new ServerResource(uri, ServerText.Line(entry.Text("name") ?? uri), Title(entry), ServerText.Block(entry.Text("description")), entry.Text("mimeType"), entry.Number("size"))
            : null;

    public static ServerResourceTemplate? ReadTemplate(JsonElement entry) =>
        entry.Text("uriTemplate") is { Length: > 0 and <= LongestUri } template
            ? new ServerResourceTemplate(template, ServerText.Line(entry.Text("name") ?? template), Title(entry), ServerText.Block(entry.Text("description")), entry.Text("mimeType"))
            : null;

    private static string? Title(JsonElement entry) => entry.Text("title") is { } title ? ServerText.Line(title) : null;
}
