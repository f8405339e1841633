namespace EditorAgent.Protocol.Extensions;

/// <summary>Takes trust back; calls that run already go on.</summary>
[WireMethod(EditorAgentMethods.RevokeTrust, WireSide.Agent, Result = typeof(RevokeTrustResult), Gate = "trust")]
public sealed record RevokeTrustParams
{
    public required string SessionId { get; init; }

    public required string Path { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
