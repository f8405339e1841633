namespace EditorAgent.Protocol.Lifecycle;

[WireMethod(AcpMethods.Agent.Authenticate, WireSide.Agent, Result = typeof(AuthenticateResult), Gate = "authMethods")]
public sealed record AuthenticateParams
{
    public required string MethodId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
