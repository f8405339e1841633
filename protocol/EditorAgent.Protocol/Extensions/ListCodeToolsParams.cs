namespace EditorAgent.Protocol.Extensions;

/// <summary>The tools about the meaning of code that may be called without a conversation. Starts nothing.</summary>
[WireMethod(EditorAgentMethods.ListCodeTools, WireSide.Agent, Result = typeof(ListCodeToolsResult), Gate = "codeTools")]
public sealed record ListCodeToolsParams
{
    /// <summary>Of an open session; otherwise <c>cwd</c>.</summary>
    public string? SessionId { get; init; }

    /// <summary>A directory; absolute.</summary>
    public string? Cwd { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
