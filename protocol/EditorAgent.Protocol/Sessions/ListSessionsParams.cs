namespace EditorAgent.Protocol.Sessions;

[WireMethod(AcpMethods.Agent.ListSessions, WireSide.Agent, Result = typeof(ListSessionsResult), Gate = "sessionCapabilities.list")]
public sealed record ListSessionsParams
{
    public string? Cwd { get; init; }

    /// <summary>From <see cref="ListSessionsResult.NextCursor"/>; opaque.</summary>
    public string? Cursor { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
