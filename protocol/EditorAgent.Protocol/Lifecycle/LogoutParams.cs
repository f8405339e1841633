namespace EditorAgent.Protocol.Lifecycle;

[WireMethod(AcpMethods.Agent.Logout, WireSide.Agent, Result = typeof(LogoutResult), Gate = "auth.logout")]
public sealed record LogoutParams
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
