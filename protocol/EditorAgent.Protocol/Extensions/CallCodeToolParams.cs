namespace EditorAgent.Protocol.Extensions;

/// <summary>Calls such a tool, under the same permission rules as in a conversation; what a rule asks about is not allowed here.</summary>
[WireMethod(EditorAgentMethods.CallCodeTool, WireSide.Agent, Result = typeof(CallCodeToolResult), Gate = "codeTools")]
public sealed record CallCodeToolParams
{
    /// <summary>Of an open session; otherwise <c>cwd</c>.</summary>
    public string? SessionId { get; init; }

    /// <summary>A directory; absolute.</summary>
    public string? Cwd { get; init; }

    public required string Tool { get; init; }

    public required JsonElement Arguments { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
