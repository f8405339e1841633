namespace EditorAgent.Protocol.Extensions;

/// <summary>Puts a session aside: lists and searches leave it out. It can be loaded all the same, and its next turn takes it out again.</summary>
[WireMethod(EditorAgentMethods.ArchiveSession, WireSide.Agent, Result = typeof(ArchiveSessionResult), Gate = "history")]
public sealed record ArchiveSessionParams
{
    public required string SessionId { get; init; }

    /// <summary>False shows it again.</summary>
    public required bool Archived { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
