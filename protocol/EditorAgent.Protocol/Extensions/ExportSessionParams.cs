namespace EditorAgent.Protocol.Extensions;

/// <summary>What was said and done in a session, to read or to keep.</summary>
[WireMethod(EditorAgentMethods.ExportSession, WireSide.Agent, Result = typeof(ExportSessionResult), Gate = "history")]
public sealed record ExportSessionParams
{
    public required string SessionId { get; init; }

    /// <summary><c>markdown</c>.</summary>
    public required string Format { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
