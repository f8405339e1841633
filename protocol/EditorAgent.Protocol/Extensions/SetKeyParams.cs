namespace EditorAgent.Protocol.Extensions;

/// <summary>Keeps a provider's key for the user. It is never written to a log, a journal or an answer.</summary>
[WireMethod(EditorAgentMethods.SetKey, WireSide.Agent, Result = typeof(SetKeyResult), Gate = "keys")]
public sealed record SetKeyParams
{
    /// <summary>One that <c>keys/status</c> names.</summary>
    public required string Provider { get; init; }

    public required string Key { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }

    /// <summary>The key is in no text made of this record.</summary>
    public override string ToString() => $"{nameof(SetKeyParams)} {{ {nameof(this.Provider)} = {this.Provider}, {nameof(this.Key)} = *** }}";
}
