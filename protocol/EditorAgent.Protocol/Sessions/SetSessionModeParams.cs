namespace EditorAgent.Protocol.Sessions;

[WireMethod(AcpMethods.Agent.SetSessionMode, WireSide.Agent, Result = typeof(SetSessionModeResult), Gate = "modes")]
public sealed record SetSessionModeParams
{
    public required string SessionId { get; init; }

    public required string ModeId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
