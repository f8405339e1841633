namespace EditorAgent.Protocol.Sessions;

/// <summary>Opens a session and replays its whole history as updates before the result.</summary>
[WireMethod(AcpMethods.Agent.LoadSession, WireSide.Agent, Result = typeof(LoadSessionResult), Gate = "loadSession")]
public sealed record LoadSessionParams
{
    public required string SessionId { get; init; }

    /// <summary>Absolute.</summary>
    public required string Cwd { get; init; }

    [JsonConverter(typeof(ItemsConverter<McpServer>))]
    public required IReadOnlyList<McpServer> McpServers { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? AdditionalDirectories { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
