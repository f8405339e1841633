namespace EditorAgent.Protocol.Sessions;

[WireMethod(AcpMethods.Agent.SetSessionConfigOption, WireSide.Agent, Result = typeof(SetSessionConfigOptionResult), Gate = "configOptions")]
public sealed record SetSessionConfigOptionParams
{
    public required string SessionId { get; init; }

    public required string ConfigId { get; init; }

    /// <summary><c>boolean</c> when the value is one, else absent.</summary>
    public string? Type { get; init; }

    public required SessionConfigValue Value { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
