namespace EditorAgent.Protocol.Lifecycle;

/// <summary>What the agent serves. Extensions are advertised in its meta, see <see cref="Extensions.AgentCapabilitiesMeta"/>.</summary>
public sealed record AgentCapabilities
{
    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool LoadSession { get; init; }

    [JsonConverter(typeof(LenientConverter<PromptCapabilities>))]
    public PromptCapabilities? PromptCapabilities { get; init; }

    [JsonConverter(typeof(LenientConverter<McpCapabilities>))]
    public McpCapabilities? McpCapabilities { get; init; }

    [JsonConverter(typeof(LenientConverter<SessionCapabilities>))]
    public SessionCapabilities? SessionCapabilities { get; init; }

    [JsonConverter(typeof(LenientConverter<AgentAuthCapabilities>))]
    public AgentAuthCapabilities? Auth { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
