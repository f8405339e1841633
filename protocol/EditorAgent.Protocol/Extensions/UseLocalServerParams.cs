namespace EditorAgent.Protocol.Extensions;

/// <summary>Writes the user's <c>config.toml</c>, so that a model of a server on this machine is used; everything else in it stays.</summary>
[WireMethod(EditorAgentMethods.UseLocalServer, WireSide.Agent, Result = typeof(UseLocalServerResult), Gate = "keys")]
public sealed record UseLocalServerParams
{
    /// <summary>On this machine.</summary>
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
