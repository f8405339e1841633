namespace EditorAgent.Protocol.Sessions;

/// <summary>Opens a session without replaying anything.</summary>
[WireMethod(AcpMethods.Agent.ResumeSession, WireSide.Agent, Result = typeof(ResumeSessionResult), Gate = "sessionCapabilities.resume")]
public sealed record ResumeSessionParams
{
    public required string SessionId { get; init; }

    /// <summary>Absolute.</summary>
    public required string Cwd { get; init; }

    [JsonConverter(typeof(ItemsConverter<McpServer>))]
    public IReadOnlyList<McpServer>? McpServers { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? AdditionalDirectories { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
