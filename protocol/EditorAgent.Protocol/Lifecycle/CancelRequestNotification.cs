namespace EditorAgent.Protocol.Lifecycle;

/// <summary>Either side gives up on a request it sent. The receiver still answers it: with a result, or with the error "request cancelled".</summary>
[WireMethod(AcpMethods.CancelRequest, WireSide.Both)]
public sealed record CancelRequestNotification
{
    public required RequestId RequestId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
