namespace EditorAgent.Protocol.Sessions;

/// <summary>Legacy: gone from the specification, still sent by older clients. Same as setting the option of category <c>model</c>.</summary>
[WireMethod(AcpMethods.Agent.SetSessionModel, WireSide.Agent, Result = typeof(SetSessionModelResult), Gate = "models")]
public sealed record SetSessionModelParams
{
    public required string SessionId { get; init; }

    public required string ModelId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
