namespace EditorAgent.Protocol.Sessions;

/// <summary>Cancels what runs in the session and frees it; its history stays.</summary>
[WireMethod(AcpMethods.Agent.CloseSession, WireSide.Agent, Result = typeof(CloseSessionResult), Gate = "sessionCapabilities.close")]
public sealed record CloseSessionParams
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
