namespace EditorAgent.Protocol.Lifecycle;

/// <summary>The first request of a connection; the version is the newest that the client speaks.</summary>
[WireMethod(AcpMethods.Agent.Initialize, WireSide.Agent, Result = typeof(InitializeResult))]
public sealed record InitializeParams
{
    public required ushort ProtocolVersion { get; init; }

    /// <summary>Absent means that the client can do nothing beyond the baseline.</summary>
    [JsonConverter(typeof(LenientConverter<ClientCapabilities>))]
    public ClientCapabilities? ClientCapabilities { get; init; }

    [JsonConverter(typeof(LenientConverter<Implementation>))]
    public Implementation? ClientInfo { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
