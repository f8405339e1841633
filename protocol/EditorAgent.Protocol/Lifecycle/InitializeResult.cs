namespace EditorAgent.Protocol.Lifecycle;

public sealed record InitializeResult
{
    /// <summary>The client's version if spoken here, else the newest spoken here.</summary>
    public required ushort ProtocolVersion { get; init; }

    [JsonConverter(typeof(LenientConverter<AgentCapabilities>))]
    public AgentCapabilities? AgentCapabilities { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<AuthMethod>))]
    public IReadOnlyList<AuthMethod>? AuthMethods { get; init; }

    [JsonConverter(typeof(LenientConverter<Implementation>))]
    public Implementation? AgentInfo { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
