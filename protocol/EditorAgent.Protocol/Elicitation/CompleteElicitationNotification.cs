namespace EditorAgent.Protocol.Elicitation;

/// <summary>The user is done at the address of an elicitation of mode <c>url</c>.</summary>
[WireMethod(AcpMethods.Client.CompleteElicitation, WireSide.Client, Gate = "elicitation.url")]
public sealed record CompleteElicitationNotification
{
    public required string ElicitationId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
