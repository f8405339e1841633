namespace EditorAgent.Protocol.Extensions;

/// <summary>Gives a session another title. It stays when the conversation goes on.</summary>
[WireMethod(EditorAgentMethods.RenameSession, WireSide.Agent, Result = typeof(RenameSessionResult), Gate = "history")]
public sealed record RenameSessionParams
{
    public required string SessionId { get; init; }

    public required string Title { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
