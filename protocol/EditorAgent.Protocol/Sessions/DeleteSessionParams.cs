namespace EditorAgent.Protocol.Sessions;

/// <summary>Removes the session for good. An unknown session is no error.</summary>
[WireMethod(AcpMethods.Agent.DeleteSession, WireSide.Agent, Result = typeof(DeleteSessionResult), Gate = "sessionCapabilities.delete")]
public sealed record DeleteSessionParams
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
