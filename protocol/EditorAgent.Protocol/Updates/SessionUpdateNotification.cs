namespace EditorAgent.Protocol.Updates;

[WireMethod(AcpMethods.Client.SessionUpdate, WireSide.Client)]
public sealed record SessionUpdateNotification
{
    public required string SessionId { get; init; }

    public required SessionUpdate Update { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
