namespace EditorAgent.Protocol.Lifecycle;

/// <summary>What the client serves. Calling what is not named here is a conformance failure.</summary>
public sealed record ClientCapabilities
{
    [JsonConverter(typeof(LenientConverter<FileSystemCapabilities>))]
    public FileSystemCapabilities? Fs { get; init; }

    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool Terminal { get; init; }

    [JsonConverter(typeof(LenientConverter<ClientSessionCapabilities>))]
    public ClientSessionCapabilities? Session { get; init; }

    [JsonConverter(typeof(LenientConverter<AuthCapabilities>))]
    public AuthCapabilities? Auth { get; init; }

    [JsonConverter(typeof(LenientConverter<ElicitationCapabilities>))]
    public ElicitationCapabilities? Elicitation { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
