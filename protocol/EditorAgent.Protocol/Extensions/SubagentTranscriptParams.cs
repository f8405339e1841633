namespace EditorAgent.Protocol.Extensions;

/// <summary>What a subagent was told, did and answered.</summary>
[WireMethod(EditorAgentMethods.SubagentTranscript, WireSide.Agent, Result = typeof(SubagentTranscriptResult), Gate = "subagents")]
public sealed record SubagentTranscriptParams
{
    /// <summary>The session that it works for; must be open.</summary>
    public required string SessionId { get; init; }

    /// <summary><see cref="SubagentDetails.SessionId"/>.</summary>
    public required string SubagentId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
