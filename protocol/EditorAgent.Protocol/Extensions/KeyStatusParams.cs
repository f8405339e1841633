namespace EditorAgent.Protocol.Extensions;

/// <summary>Which models could be used, and what they lack. Looks for model servers on this machine.</summary>
[WireMethod(EditorAgentMethods.KeyStatus, WireSide.Agent, Result = typeof(KeyStatusResult), Gate = "keys")]
public sealed record KeyStatusParams
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
