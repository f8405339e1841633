namespace EditorAgent.Protocol.Extensions;

/// <summary>Asks what would happen to a tool call in a session, without making it.</summary>
[WireMethod(EditorAgentMethods.ExplainPermission, WireSide.Agent, Result = typeof(ExplainPermissionResult), Gate = "explainPermission")]
public sealed record ExplainPermissionParams
{
    public required string SessionId { get; init; }

    /// <summary>As offered to the model, for example <c>shell</c>.</summary>
    public required string ToolName { get; init; }

    /// <summary>The command, path or address the call is about, or its arguments as the text of a JSON object.</summary>
    public string? Call { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
