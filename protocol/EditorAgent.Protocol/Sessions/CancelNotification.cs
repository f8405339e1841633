namespace EditorAgent.Protocol.Sessions;

/// <summary>Ends the running turn: its prompt is answered with <c>cancelled</c>, never with an error.</summary>
[WireMethod(AcpMethods.Agent.Cancel, WireSide.Agent)]
public sealed record CancelNotification
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
