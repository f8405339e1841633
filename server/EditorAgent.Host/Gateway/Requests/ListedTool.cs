using System.Text.Json;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>A tool of a server as an <c>mcp_list_tools</c> item holds it.</summary>
/// <param name="Annotations">The server's hints, as they came.</param>
internal sealed record ListedTool(string Name, string Description, JsonElement InputSchema, JsonElement? Annotations)
{
    /// <summary>By the server's own word.</summary>
    public bool IsReadOnly =>
        this.Annotations is { ValueKind: JsonValueKind.Object } hints && hints.TryGetProperty("readOnlyHint", out var hint) && hint.ValueKind == JsonValueKind.True;
}
