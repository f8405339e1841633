namespace EditorAgent.Protocol.Extensions;

/// <summary>A server of a session stands otherwise than before. Sent to clients that say so with <c>_meta.editoragent.mcp</c> in their capabilities.</summary>
[WireMethod(EditorAgentMethods.McpServerChanged, WireSide.Client, Gate = "mcp")]
public sealed record McpServerChangedNotification
{
    public required string SessionId { get; init; }

    public required McpServerStatus Server { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
