namespace EditorAgent.Protocol.ClientMethods;

[WireMethod(AcpMethods.Client.RequestPermission, WireSide.Client, Result = typeof(RequestPermissionResult))]
public sealed record RequestPermissionParams
{
    public required string SessionId { get; init; }

    public required PermissionToolCall ToolCall { get; init; }

    /// <summary>Shown in this order.</summary>
    [JsonConverter(typeof(ItemsConverter<PermissionOption>))]
    public required IReadOnlyList<PermissionOption> Options { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
