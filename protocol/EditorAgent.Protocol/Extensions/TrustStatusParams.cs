namespace EditorAgent.Protocol.Extensions;

/// <summary>How the workspace of a session stands, and what would run in it.</summary>
[WireMethod(EditorAgentMethods.TrustStatus, WireSide.Agent, Result = typeof(TrustStatusResult), Gate = "trust")]
public sealed record TrustStatusParams
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
