namespace EditorAgent.Protocol.Extensions;

/// <summary>What tools of the session changed in files and nobody has judged yet.</summary>
[WireMethod(EditorAgentMethods.ListChanges, WireSide.Agent, Result = typeof(ListChangesResult), Gate = "review")]
public sealed record ListChangesParams
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
